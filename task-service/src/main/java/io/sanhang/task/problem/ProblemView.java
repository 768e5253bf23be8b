package io.sanhang.task.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.task.task.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem as a list shows it; {@link Detail} is the whole of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemView(
        String id,
        ProblemList list,
        String text,
        @Nullable String sign,
        List<Cause> rootCauses,
        String how,
        String howText,
        @Nullable String from,
        Problem.@Nullable Claim claim,
        @Nullable String remedy,
        @Nullable LocalDate dueOn,
        boolean overdue,
        String state,
        String stateText,
        OffsetDateTime foundAt,
        String foundBy,
        @Nullable String taskId,
        long version) {

    record Cause(String code, String words) {}

    /** @param confirmed absent while the office has not decided */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Resolved(
            OffsetDateTime at,
            String by,
            String statement,
            List<Evidence> evidence,
            @Nullable Boolean confirmed,
            @Nullable String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            OffsetDateTime at,
            String by,
            String step,
            String stepText,
            @Nullable String note) {}

    /** @param allowed what the caller may do now, as codes of steps */
    record Detail(
            @JsonUnwrapped ProblemView problem, List<Resolved> resolutions, List<Line> history, List<String> allowed) {

        static Detail of(ProblemService.Seen seen, Map<String, String> causes, LocalDate today) {
            var it = seen.problem();
            return new Detail(
                    ProblemView.of(it, causes, today),
                    it.resolutions().stream().map(ProblemView::resolved).toList(),
                    it.history().stream().map(ProblemView::line).toList(),
                    it.allowed(seen.by()).stream().map(ProblemStep::code).toList());
        }
    }

    static ProblemView of(Problem it, Map<String, String> causes, LocalDate today) {
        var said = it.statement();
        return new ProblemView(
                it.id(),
                it.list(),
                said.text(),
                said.sign(),
                said.rootCauses().stream()
                        .map(code -> new Cause(code, causes.getOrDefault(code, code)))
                        .toList(),
                said.how().code(),
                said.how().words(),
                said.from(),
                it.claim(),
                said.remedy(),
                said.dueOn(),
                it.isOverdue(today),
                it.state().code(),
                it.state().words(),
                at(it.at()),
                it.history().get(0).byName(),
                it.taskId(),
                it.version());
    }

    private static Resolved resolved(Problem.Resolution it) {
        return new Resolved(at(it.at()), it.byName(), it.statement(), it.evidence(), it.confirmed(), it.reason());
    }

    private static Line line(Problem.Entry it) {
        return new Line(at(it.at()), it.byName(), it.step().code(), it.step().words(), it.note());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
