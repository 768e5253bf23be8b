package io.sanhang.task.sheet;

import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import io.sanhang.task.task.TaskSheets.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is wrong with a row, seen from the county: units that nobody knows, days that are over. The names that come
 * nearest are suggested.
 */
record SheetCheck(Map<String, Resolution> found, Map<String, Unit> units, LocalDate today) {

    private static final int SUGGESTED = 3;
    private static final double LEAST = 0.6;
    private static final double MUCH_WORSE = 0.2;

    List<String> problems(SheetLine line) {
        var problems = new ArrayList<>(line.problems());
        var entry = line.entry();
        names(entry).filter(name -> !knows(name)).map(this::unknown).forEach(problems::add);
        var dueOn = entry.dueOn();
        if (dueOn != null && dueOn.isBefore(today)) {
            problems.add("完成期限 %s 早于今天".formatted(dueOn));
        }
        return problems;
    }

    static Stream<String> names(Entry entry) {
        return Stream.concat(entry.lead().stream(), entry.responsible().stream())
                .distinct();
    }

    private boolean knows(String name) {
        var meaning = found.get(name);
        return meaning != null && !meaning.unitIds().isEmpty();
    }

    private String unknown(String name) {
        var near = nearest(name);
        var shown = SheetLine.brief(name);
        return near.isEmpty()
                ? "单位名录里没有“%s”".formatted(shown)
                : "单位名录里没有“%s”，是不是：%s".formatted(shown, String.join("、", near));
    }

    private List<String> nearest(String name) {
        record Candidate(String name, double score) {}
        var candidates = units.values().stream()
                .map(unit -> new Candidate(unit.name(), likeness(name, unit.name())))
                .filter(candidate -> candidate.score >= LEAST)
                .sorted(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::name))
                .limit(SUGGESTED)
                .toList();
        return candidates.stream()
                .filter(candidate -> candidate.score >= candidates.get(0).score - MUCH_WORSE)
                .map(Candidate::name)
                .toList();
    }

    /**
     * How many of the typed characters the name has, in the same order; among equals the shorter name. Finds typing
     * errors, and the short forms that people make by leaving characters out.
     */
    static double likeness(String typed, String name) {
        var row = new int[name.length() + 1];
        for (var i = 0; i < typed.length(); i++) {
            var diagonal = 0;
            for (var j = 0; j < name.length(); j++) {
                var above = row[j + 1];
                row[j + 1] = typed.charAt(i) == name.charAt(j) ? diagonal + 1 : Math.max(above, row[j]);
                diagonal = above;
            }
        }
        var shared = row[name.length()];
        return (double) shared / typed.length() + shared / (100.0 * name.length());
    }
}
