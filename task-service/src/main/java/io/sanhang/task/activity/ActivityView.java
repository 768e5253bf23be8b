package io.sanhang.task.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.TaskFact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A record as lists show it; {@link Detail} is the whole of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActivityView(
        String id,
        String type,
        String typeName,
        String title,
        LocalDate on,
        Party unit,
        int decisions,
        int tasks,
        boolean withdrawn,
        long version) {

    static ActivityView of(Activity activity, ActivityType type) {
        var content = activity.content();
        return new ActivityView(
                activity.id(),
                type.code(),
                type.name(),
                content.title(),
                content.on(),
                activity.unit(),
                content.decisions().size(),
                (int) content.decisions().stream()
                        .filter(each -> each.taskId() != null)
                        .count(),
                activity.withdrawn() != null,
                activity.version());
    }

    /** A type for whoever draws a form. Absent {@code titled}: the title makes itself. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Type(
            String code,
            String name,
            String group,
            @Nullable String help,
            @Nullable String titled,
            String dated,
            String evidence,
            boolean decisions,
            boolean mayWrite,
            @Nullable String owedBy,
            @Nullable String owedPer,
            List<Field> fields) {

        static Type of(ActivityType type, boolean mayWrite) {
            var owed = type.owed();
            return new Type(
                    type.code(),
                    type.name(),
                    type.group(),
                    type.help(),
                    type.titled(),
                    type.dated(),
                    codeOf(type.evidence()),
                    type.decisions(),
                    mayWrite,
                    owed == null ? null : codeOf(owed.by()),
                    owed == null ? null : codeOf(owed.per()),
                    type.fields().stream().map(Field::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(
            String code,
            String name,
            String kind,
            boolean required,
            int most,
            @Nullable String hint,
            List<String> options,
            @Nullable String only) {
        static Field of(ActivityType.Field field) {
            return new Field(
                    field.code(),
                    field.name(),
                    field.kind().code(),
                    field.required(),
                    field.most(),
                    field.hint(),
                    field.choices(),
                    field.only());
        }
    }

    /** One field with its values; a value with an id is a unit, an enterprise or a task. */
    record Filled(String code, String name, String kind, List<Content.Value> values) {}

    /** @param stateText how the task stands that the decision became */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Decided(
            String id,
            String text,
            @Nullable Party unit,
            @Nullable LocalDate dueOn,
            @Nullable String taskId,
            @Nullable String stateText) {}

    /** What a record said at a time. */
    record Saying(String title, LocalDate on, List<Filled> fields, List<Decided> decisions, List<Evidence> evidence) {}

    /** An earlier version, and who replaced it when. */
    record Earlier(OffsetDateTime replacedAt, String replacedBy, Saying saying) {}

    record Withdrawn(OffsetDateTime at, String by, String reason) {}

    /** @param allowed {@code correct}, {@code withdraw}, {@code make-task} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            @JsonUnwrapped ActivityView summary,
            OffsetDateTime writtenAt,
            String writtenBy,
            Saying saying,
            List<Earlier> earlier,
            @Nullable Withdrawn withdrawal,
            List<String> allowed) {

        static Detail of(Activity activity, ActivityType type, Map<String, TaskFact> tasks, Caller caller) {
            var editions = activity.editions();
            return new Detail(
                    ActivityView.of(activity, type),
                    at(activity.writtenAt()),
                    editions.get(0).byName(),
                    sayingOf(activity.content(), type, tasks),
                    IntStream.range(1, editions.size())
                            .mapToObj(editions::get)
                            .map(each -> new Earlier(
                                    at(each.at()),
                                    each.byName(),
                                    sayingOf(Objects.requireNonNull(each.before()), type, tasks)))
                            .toList(),
                    activity.withdrawal()
                            .map(it -> new Withdrawn(at(it.at()), it.byName(), it.reason()))
                            .orElse(null),
                    allowedTo(caller, activity));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Owed(
            String type,
            @Nullable String taskId,
            String title,
            List<Party> units,
            String period,
            String periodText,
            LocalDate dueOn,
            @Nullable String recordId,
            @Nullable LocalDate doneOn,
            String standing,
            String standingText) {

        static Owed of(OwedRecord owed, LocalDate today) {
            var standing = owed.standing(today);
            return new Owed(
                    owed.type(),
                    owed.taskId(),
                    owed.title(),
                    owed.units(),
                    owed.period().code(),
                    owed.period().words(),
                    owed.dueOn(),
                    owed.recordId(),
                    owed.doneOn(),
                    standing.code(),
                    standing.words());
        }
    }

    private static List<String> allowedTo(Caller caller, Activity activity) {
        if (activity.withdrawn() != null) {
            return List.of();
        }
        if (caller.isOffice()) {
            return List.of("correct", "withdraw", "make-task");
        }
        return activity.belongsTo(caller) ? List.of("correct", "withdraw") : List.of();
    }

    private static Saying sayingOf(Content content, ActivityType type, Map<String, TaskFact> tasks) {
        return new Saying(
                content.title(),
                content.on(),
                content.entries().stream().map(entry -> filled(entry, type)).toList(),
                content.decisions().stream().map(each -> decided(each, tasks)).toList(),
                content.evidence());
    }

    /** A field that the type has no more keeps its values and goes by its code. */
    private static Filled filled(Content.Entry entry, ActivityType type) {
        var field = type.field(entry.field());
        return new Filled(
                entry.field(),
                field.map(ActivityType.Field::name).orElse(entry.field()),
                field.map(ActivityType.Field::kind)
                        .orElse(ActivityType.Kind.TEXT)
                        .code(),
                entry.values());
    }

    private static Decided decided(Content.Decision decision, Map<String, TaskFact> tasks) {
        var task = decision.taskId() == null ? null : tasks.get(decision.taskId());
        return new Decided(
                decision.id(),
                decision.text(),
                decision.unit(),
                decision.dueOn(),
                decision.taskId(),
                task == null ? null : task.state().words());
    }

    private static String codeOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
