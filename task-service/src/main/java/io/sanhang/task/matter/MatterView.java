package io.sanhang.task.matter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Light;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A matter as a list shows it; {@link Detail} is the whole of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MatterView(
        String id,
        String kind,
        String kindText,
        String title,
        @Nullable String from,
        @Nullable Signed leader,
        String unitId,
        String unitName,
        Matter.@Nullable Handler handler,
        OffsetDateTime receivedAt,
        @Nullable String limit,
        LocalDate dueOn,
        String explained,
        String light,
        String lightText,
        String state,
        String stateText,
        boolean late,
        @Nullable String taskId,
        long version) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Signed(
            String postId,
            String title,
            @Nullable String name,
            @Nullable String level,
            @Nullable String levelText) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stay(
            String unitId,
            String unitName,
            OffsetDateTime in,
            @Nullable OffsetDateTime out) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Paused(LocalDate from, @Nullable LocalDate until, String reason, String by) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Extended(
            OffsetDateTime at,
            String by,
            LocalDate until,
            String reason,
            @Nullable Boolean granted,
            @Nullable String decidedBy,
            @Nullable String note) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answered(
            OffsetDateTime at,
            String by,
            String unitName,
            String text,
            List<Evidence> evidence,
            @Nullable Boolean accepted,
            @Nullable String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            OffsetDateTime at,
            String by,
            String step,
            String stepText,
            @Nullable String note) {}

    /** @param allowed what the caller may do now, as codes of steps */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            @JsonUnwrapped MatterView matter,
            @Nullable String text,
            List<Evidence> scan,
            List<Stay> way,
            List<Paused> pauses,
            List<Extended> extensions,
            List<Answered> answers,
            List<Line> history,
            List<String> allowed) {

        static Detail of(Matter it, Caller caller, LocalDate today, WorkingCalendar calendar) {
            return new Detail(
                    MatterView.of(it, today, calendar),
                    it.paper().text(),
                    it.paper().scan(),
                    it.legs().stream()
                            .map(leg -> new Stay(
                                    leg.unitId(),
                                    leg.unitName(),
                                    at(leg.in()),
                                    leg.out() == null ? null : at(leg.out())))
                            .toList(),
                    it.pauses().stream()
                            .map(pause -> new Paused(pause.from(), pause.until(), pause.reason(), pause.byName()))
                            .toList(),
                    it.extensions().stream()
                            .map(each -> new Extended(
                                    at(each.at()),
                                    each.byName(),
                                    each.until(),
                                    each.reason(),
                                    each.granted(),
                                    each.decidedBy(),
                                    each.note()))
                            .toList(),
                    it.answers().stream()
                            .map(each -> new Answered(
                                    at(each.at()),
                                    each.byName(),
                                    each.unitName(),
                                    each.text(),
                                    each.evidence(),
                                    each.accepted(),
                                    each.reason()))
                            .toList(),
                    it.history().stream()
                            .map(each -> new Line(
                                    at(each.at()),
                                    each.byName(),
                                    each.step().code(),
                                    each.step().words(),
                                    each.note()))
                            .toList(),
                    it.allowed(caller).stream().map(MatterStep::code).toList());
        }
    }

    static MatterView of(Matter it, LocalDate today, WorkingCalendar calendar) {
        var paper = it.paper();
        var leader = paper.leader();
        var light = it.state() == MatterState.OPEN
                ? Light.until(it.deadline().dueOn(), today, calendar::isWorkday)
                : Light.none(it.state().words());
        return new MatterView(
                it.id(),
                it.kind().code(),
                it.kind().words(),
                paper.title(),
                paper.from(),
                leader == null
                        ? null
                        : new Signed(
                                leader.postId(),
                                leader.title(),
                                leader.name(),
                                leader.level() == null ? null : leader.level().code(),
                                leader.level() == null ? null : leader.level().words()),
                it.holder().unitId(),
                it.holder().unitName(),
                it.holder().handler(),
                at(paper.receivedAt()),
                paper.limit(),
                it.deadline().dueOn(),
                it.deadline().explained(),
                light.code(),
                light.words(),
                it.state().code(),
                it.state().words(),
                it.late(),
                it.taskId(),
                it.version());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
