package io.sanhang.task.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Time and numbers of a task as people read them.
 *
 * @param whyDue one sentence that says why it is due when it is
 * @param earlierDue what was promised before, the oldest first
 * @param dueWorkdays of a due date that is counted in working days
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleView(
        @Nullable String whyDue,
        @Nullable Integer dueWorkdays,
        List<EarlierDue> earlierDue,
        List<MilestoneView> milestones,
        List<TargetView> targets,
        Schedule.@Nullable Place place) {

    record EarlierDue(LocalDate dueOn, String explained, OffsetDateTime until) {}

    record Move(LocalDate from, LocalDate to, String reason, OffsetDateTime at, String by) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Done(
            LocalDate on,
            OffsetDateTime at,
            String by,
            @Nullable String unitId,
            String note,
            List<Evidence> evidence) {}

    /**
     * @param forecastOn when it was done, or can be expected
     * @param lateBy so many working days after the day that was first promised
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MilestoneView(
            String id,
            String name,
            LocalDate dueOn,
            @Nullable String stage,
            @Nullable String stageText,
            @Nullable Integer workdays,
            LocalDate forecastOn,
            int lateBy,
            boolean slips,
            String light,
            String lightText,
            List<Move> moves,
            @Nullable Done done) {

        static MilestoneView of(Milestone one, Forecast forecast) {
            var stage = one.stage();
            return new MilestoneView(
                    one.id(),
                    one.name(),
                    one.dueOn(),
                    stage == null ? null : stage.code(),
                    stage == null ? null : stage.words(),
                    one.workdays(),
                    forecast.on(),
                    forecast.late(),
                    forecast.slips(),
                    forecast.light().colour().code(),
                    forecast.light().words(),
                    one.moves().stream()
                            .map(move -> new Move(move.from(), move.to(), move.reason(), at(move.at()), move.byName()))
                            .toList(),
                    done(one.done()));
        }

        private static @Nullable Done done(Milestone.@Nullable Done how) {
            return how == null
                    ? null
                    : new Done(how.on(), at(how.at()), how.byName(), how.unitId(), how.note(), how.evidence());
        }
    }

    /** @param corrected whether a later reading has taken its place */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadingView(
            String id,
            LocalDate on,
            String value,
            String source,
            OffsetDateTime at,
            String by,
            @Nullable String unitId,
            @Nullable String corrects,
            @Nullable String reason,
            boolean corrected) {}

    /** @param state {@code open}, {@code closed}, or {@code struck} off the list */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryView(
            String id,
            String name,
            String state,
            @Nullable LocalDate on,
            @Nullable String by,
            @Nullable String unitId,
            @Nullable String note) {

        static EntryView of(Target.Entry entry) {
            var mark = entry.struck() == null ? entry.closed() : entry.struck();
            var state = entry.struck() != null ? "struck" : entry.closed() != null ? "closed" : "open";
            return mark == null
                    ? new EntryView(entry.id(), entry.name(), state, null, null, null, null)
                    : new EntryView(
                            entry.id(), entry.name(), state, mark.on(), mark.byName(), mark.unitId(), mark.note());
        }
    }

    /**
     * @param current what there is now; absent while there is no reading
     * @param expected what an even advance would have brought by today
     * @param dropped why it is no longer pursued; absent while it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TargetView(
            String id,
            String kind,
            String kindText,
            String name,
            String unit,
            String aim,
            String aimText,
            @Nullable String goal,
            @Nullable String base,
            LocalDate from,
            @Nullable String quota,
            boolean met,
            @Nullable String current,
            @Nullable String expected,
            @Nullable Integer percent,
            String light,
            String lightText,
            List<Reach.Period> trend,
            List<ReadingView> readings,
            List<EntryView> entries,
            @Nullable String dropped) {

        static TargetView of(Target target, LocalDate today, @Nullable LocalDate dueOn) {
            var standing = Reach.of(target, today, dueOn);
            var counted = target.standing();
            var dropped = target.dropped();
            return new TargetView(
                    target.id(),
                    target.kind().code(),
                    target.kind().words(),
                    target.name(),
                    target.unit(),
                    target.aim().code(),
                    target.aim().words(),
                    target.goal(),
                    target.base(),
                    target.from(),
                    target.quota(),
                    standing.met(),
                    standing.current(),
                    standing.expected(),
                    standing.percent(),
                    standing.light().colour().code(),
                    standing.light().words(),
                    standing.trend(),
                    target.readings().stream()
                            .map(each -> reading(each, !counted.contains(each)))
                            .toList(),
                    target.entries().stream().map(EntryView::of).toList(),
                    dropped == null ? null : dropped.note());
        }

        private static ReadingView reading(Target.Reading one, boolean corrected) {
            return new ReadingView(
                    one.id(),
                    one.on(),
                    one.value(),
                    one.source(),
                    at(one.at()),
                    one.byName(),
                    one.unitId(),
                    one.corrects(),
                    one.reason(),
                    corrected);
        }
    }

    static ScheduleView of(Task task, LocalDate today, WorkingCalendar calendar) {
        var schedule = task.schedule();
        var term = schedule.term();
        return new ScheduleView(
                task.whyDue(),
                term == null ? null : term.workdays(),
                term == null
                        ? List.of()
                        : term.earlierDue().stream()
                                .map(one -> new EarlierDue(one.dueOn(), one.explained(), at(one.until())))
                                .toList(),
                milestones(task, today, calendar),
                schedule.targets().stream()
                        .map(target -> TargetView.of(target, today, task.duty().dueOn()))
                        .toList(),
                schedule.place());
    }

    static List<MilestoneView> milestones(Task task, LocalDate today, WorkingCalendar calendar) {
        var forecasts = Forecast.of(task, today, calendar);
        return IntStream.range(0, forecasts.size())
                .mapToObj(at -> MilestoneView.of(task.schedule().milestones().get(at), forecasts.get(at)))
                .toList();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
