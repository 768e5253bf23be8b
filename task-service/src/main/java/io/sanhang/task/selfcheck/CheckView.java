package io.sanhang.task.selfcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.task.task.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A round as a list shows it.
 *
 * @param asked how many units of the caller's scope are to fill it in, and {@code submitted} how many have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckView(
        String id,
        String title,
        String form,
        LocalDate opensOn,
        LocalDate closesOn,
        String state,
        String stateText,
        long asked,
        long submitted,
        long version) {

    /** A unit's standing in a round. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnitLine(
            String id,
            String name,
            String state,
            String stateText,
            @Nullable OffsetDateTime submittedAt,
            @Nullable String submittedBy) {}

    record Reminded(OffsetDateTime at, String by, int units) {}

    /** @param units those of the caller's scope, with the missing first */
    record Detail(
            @JsonUnwrapped CheckView round,
            List<CheckForm.Part> parts,
            List<UnitLine> units,
            List<Reminded> reminders) {

        static Detail of(SelfCheckService.Watched watched, Caller caller, LocalDate today) {
            var it = watched.round();
            var sheets = watched.sheets().stream().collect(Collectors.toMap(CheckSheet::unitId, Function.identity()));
            var lines = it.units().stream()
                    .filter(unit -> unit.id() != null && caller.seesUnit(unit.id()))
                    .map(unit -> line(unit, sheets.get(unit.id())))
                    .sorted(Comparator.comparing(line -> line.state.equals("submitted")))
                    .toList();
            var submitted = lines.stream()
                    .filter(line -> line.state.equals("submitted"))
                    .count();
            return new Detail(
                    view(it, lines.size(), submitted, today),
                    it.parts(),
                    lines,
                    it.reminders().stream()
                            .map(one -> new Reminded(time(one.at()), one.byName(), one.units()))
                            .toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnswerView(
            String point,
            @Nullable String judgement,
            @Nullable String text) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            OffsetDateTime at,
            String by,
            String stateText,
            @Nullable String note) {}

    /** A sheet with what it asks. @param mayFillIn whether the caller may save and hand it in now */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sheet(
            CheckView round,
            String unitId,
            String unitName,
            String state,
            String stateText,
            @Nullable String returnedFor,
            List<CheckForm.Part> parts,
            List<AnswerView> answers,
            List<Line> history,
            boolean mayFillIn,
            boolean mayReturn,
            long version) {

        static Sheet of(SelfCheckService.Filling filling, Caller caller, LocalDate today) {
            var it = filling.sheet();
            var round = filling.round();
            var submitted = it.state() == CheckSheet.State.SUBMITTED;
            return new Sheet(
                    view(round, 1, submitted ? 1 : 0, today),
                    it.unitId(),
                    round.units().stream()
                            .filter(unit -> it.unitId().equals(unit.id()))
                            .map(Party::name)
                            .findFirst()
                            .orElse(it.unitId()),
                    it.state().code(),
                    it.state().words(),
                    it.state() == CheckSheet.State.RETURNED
                            ? it.last(CheckSheet.State.RETURNED)
                                    .map(CheckSheet.Entry::note)
                                    .orElse(null)
                            : null,
                    round.parts(),
                    it.answers().stream().map(CheckView::answer).toList(),
                    it.history().stream()
                            .map(one -> new Line(
                                    time(one.at()), one.byName(), one.to().words(), one.note()))
                            .toList(),
                    it.unitId().equals(caller.unitId()) && !caller.is("LEADER") && it.mayBeFilledIn(round, today),
                    submitted && caller.isOffice(),
                    it.version());
        }
    }

    /** @param tally how many sheets of the caller's scope stand where */
    static CheckView of(CheckRound it, Map<CheckSheet.State, Long> tally, Caller caller, LocalDate today) {
        var asked = it.ids().stream().filter(caller::seesUnit).count();
        return view(it, asked, tally.getOrDefault(CheckSheet.State.SUBMITTED, 0L), today);
    }

    private static CheckView view(CheckRound it, long asked, long submitted, LocalDate today) {
        var state = it.state(today);
        return new CheckView(
                it.id(),
                it.title(),
                it.formCode(),
                it.opensOn(),
                it.closesOn(),
                state.code(),
                state.words(),
                asked,
                submitted,
                it.version());
    }

    private static UnitLine line(Party unit, @Nullable CheckSheet sheet) {
        var state = sheet == null ? CheckSheet.State.MISSING : sheet.state();
        var handedIn = sheet == null || state != CheckSheet.State.SUBMITTED
                ? null
                : sheet.last(CheckSheet.State.SUBMITTED).orElse(null);
        return new UnitLine(
                Objects.requireNonNull(unit.id()),
                unit.name(),
                state.code(),
                state.words(),
                handedIn == null ? null : time(handedIn.at()),
                handedIn == null ? null : handedIn.byName());
    }

    private static AnswerView answer(CheckSheet.Answer it) {
        var judgement = it.judgement();
        return new AnswerView(it.point(), judgement == null ? null : judgement.code(), it.text());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
