package io.sanhang.task.selfcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a unit said over the rounds of one form, and what changed since the last but one (A013).
 *
 * @param rounds with a sheet handed in, the newest last
 */
record Comparison(List<Round> rounds, List<Row> rows, int better, int worse) {

    record Round(String id, String title, LocalDate closesOn) {}

    /** @param change {@code better}, {@code worse}, {@code reworded}, {@code same}, {@code new} or {@code gone} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String part,
            String point,
            String words,
            List<Cell> cells,
            @Nullable String change) {}

    /** Both absent when that round did not ask this. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cell(
            @Nullable String judgement,
            @Nullable String judgementText,
            @Nullable String text) {}

    /** A round with the unit's sheet for it. */
    record Filled(CheckRound round, CheckSheet sheet) {}

    /** @param filled oldest first */
    static Comparison of(List<Filled> filled) {
        // The newest wording of a point, in the newest order; what is asked no more comes after it.
        var points = new LinkedHashMap<String, Row>();
        for (var i = filled.size() - 1; i >= 0; i--) {
            for (var part : filled.get(i).round.parts()) {
                for (var point : part.points()) {
                    points.computeIfAbsent(point.code(), code -> row(part.title(), point, filled));
                }
            }
        }
        var rows = List.copyOf(points.values());
        return new Comparison(
                filled.stream()
                        .map(one -> new Round(one.round.id(), one.round.title(), one.round.closesOn()))
                        .toList(),
                rows,
                count(rows, "better"),
                count(rows, "worse"));
    }

    private static int count(List<Row> rows, String change) {
        return (int) rows.stream().filter(row -> change.equals(row.change)).count();
    }

    private static Row row(String part, CheckForm.Point point, List<Filled> filled) {
        var answers = new ArrayList<CheckSheet.@Nullable Answer>();
        filled.forEach(one -> answers.add(one.sheet.answer(point.code()).orElse(null)));
        var last = answers.size() - 1;
        return new Row(
                part,
                point.code(),
                point.words(),
                answers.stream().map(Comparison::cell).toList(),
                last < 1 ? null : change(answers.get(last - 1), answers.get(last)));
    }

    private static String change(CheckSheet.@Nullable Answer before, CheckSheet.@Nullable Answer after) {
        if (before == null) {
            return after == null ? "same" : "new";
        }
        if (after == null) {
            return "gone";
        }
        if (before.judgement() != null && after.judgement() != null && before.judgement() != after.judgement()) {
            return after.judgement().ordinal() < before.judgement().ordinal() ? "better" : "worse";
        }
        return Objects.equals(before.text(), after.text()) ? "same" : "reworded";
    }

    private static Cell cell(CheckSheet.@Nullable Answer answer) {
        if (answer == null) {
            return new Cell(null, null, null);
        }
        var judgement = answer.judgement();
        return new Cell(
                judgement == null ? null : judgement.code(),
                judgement == null ? null : judgement.words(),
                answer.text());
    }
}
