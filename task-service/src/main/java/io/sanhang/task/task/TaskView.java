package io.sanhang.task.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.task.neighbours.Directory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as the ledger lists it; {@link Detail} is the whole of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskView(
        String id,
        String title,
        @Nullable String clause,
        @Nullable String voyage,
        @Nullable String groupId,
        @Nullable String groupName,
        String kind,
        String state,
        String stateText,
        List<Party> leadUnits,
        List<Party> responsibleUnits,
        @Nullable String postId,
        @Nullable LocalDate dueOn,
        String light,
        String lightText,
        long version,
        List<Requirements.Cadence> cadences,
        @Nullable String level,
        @Nullable String levelText,
        List<String> tags,
        @Nullable LegacyView legacy,
        @Nullable String leader,
        boolean constrained,
        @Nullable Responsible responsible,
        @Nullable NextMilestone milestone) {

    /** The first one that is not done. */
    record NextMilestone(String name, LocalDate dueOn, String light, String lightText) {}

    /** The first person responsible for an overdue task, by the post (A101); without a holder it is vacant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Responsible(String title, @Nullable String holder) {
        static Responsible of(Directory.Post post) {
            return new Responsible(post.title(), post.holder());
        }
    }

    /** @param responsible only where the task is overdue */
    static TaskView of(
            Task task, Light light, @Nullable Responsible responsible, List<ScheduleView.MilestoneView> milestones) {
        var duty = task.duty();
        var who = task.assignment();
        var particulars = duty.particulars();
        var level = particulars.level();
        var charge = who.charge();
        return new TaskView(
                task.id(),
                duty.title(),
                duty.source() == null ? null : duty.source().clause(),
                duty.voyage() == null ? null : duty.voyage().code(),
                who.groupId(),
                who.groupName(),
                duty.kind().code(),
                task.state().code(),
                task.state().words(),
                who.leadUnits(),
                who.responsibleUnits(),
                who.postId(),
                duty.dueOn(),
                light.colour().code(),
                light.words(),
                task.version(),
                duty.requirements().cadences(),
                level == null ? null : level.code(),
                level == null ? null : level.words(),
                particulars.tags(),
                Optional.ofNullable(particulars.legacy()).map(LegacyView::of).orElse(null),
                charge == null ? null : charge.leader().title(),
                task.course().oversight().hasOpenConstraint(),
                responsible,
                milestones.stream()
                        .filter(one -> one.done() == null)
                        .findFirst()
                        .map(one -> new NextMilestone(one.name(), one.dueOn(), one.light(), one.lightText()))
                        .orElse(null));
    }

    /** The document a clause stands in; its id is the import's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Document(
            @Nullable String id,
            @Nullable String number,
            @Nullable String title) {}

    record Receipt(String unitId, OffsetDateTime at, String by) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(
            String id,
            OffsetDateTime at,
            String by,
            @Nullable String unitId,
            String text,
            @Nullable Integer percent,
            List<Evidence> evidence) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Difficulty(
            String id,
            OffsetDateTime at,
            String by,
            @Nullable String unitId,
            String text,
            @Nullable String answer) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CloseOut(
            OffsetDateTime appliedAt,
            String appliedBy,
            String statement,
            @Nullable String unmet,
            List<Evidence> evidence,
            @Nullable OffsetDateTime decidedAt,
            @Nullable String decidedBy,
            @Nullable String decision,
            @Nullable String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            OffsetDateTime at,
            String by,
            String byName,
            String step,
            String stepText,
            @Nullable String note,
            String digest,
            String hash) {}

    record History(boolean intact, List<Entry> entries) {
        static History of(Task task) {
            return new History(
                    task.historyIsIntact(),
                    task.history().stream().map(TaskView::entry).toList());
        }
    }

    /** @param granted absent while nobody has decided */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Extension(
            OffsetDateTime at,
            String by,
            LocalDate from,
            LocalDate until,
            String reason,
            @Nullable Boolean granted,
            @Nullable OffsetDateTime decidedAt,
            @Nullable String decidedBy,
            @Nullable String note) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pause(
            OffsetDateTime from,
            String by,
            String reason,
            @Nullable OffsetDateTime until) {}

    /** @param complete false while one of the three lists has a gap (A023) */
    record LegacyView(String type, String typeText, LocalDate since, int items, boolean complete) {
        static LegacyView of(Legacy matter) {
            return new LegacyView(
                    matter.type().code(),
                    matter.type().words(),
                    matter.since(),
                    matter.items().size(),
                    matter.incomplete().isEmpty());
        }
    }

    /** @param gaps the lists that have a gap, by name */
    record LegacyLists(String background, List<Legacy.Item> items, List<String> gaps) {
        static LegacyLists of(Legacy matter) {
            return new LegacyLists(matter.background(), matter.items(), matter.incomplete());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Constraint(
            String id,
            OffsetDateTime at,
            String by,
            String text,
            String needed,
            @Nullable OffsetDateTime liftedAt,
            @Nullable String liftedBy,
            @Nullable String note) {}

    /** @param passed absent while nobody has looked */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Check(
            OffsetDateTime since,
            @Nullable OffsetDateTime at,
            @Nullable String by,
            @Nullable Boolean passed,
            @Nullable String note) {}

    /** @param into its parts when it was split, the one it went into when it was merged */
    record Ending(String as, OffsetDateTime at, String by, String reason, List<Link> into) {}

    record Link(String id, String title) {}

    /**
     * @param closeOut the last application
     * @param earlierCloseOuts those before it, with the evidence that was not enough, oldest first
     * @param allowed what the caller may do now, as codes of steps
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            @JsonUnwrapped TaskView summary,
            String text,
            List<String> measures,
            List<Requirements.Quota> quotas,
            List<Requirements.Deadline> deadlines,
            @Nullable Document document,
            List<Receipt> receipts,
            List<Progress> progress,
            List<Difficulty> difficulties,
            List<Extension> extensions,
            List<Pause> pauses,
            @Nullable CloseOut closeOut,
            List<CloseOut> earlierCloseOuts,
            @Nullable Origin origin,
            @Nullable LegacyLists lists,
            @Nullable Charge charge,
            List<Constraint> constraints,
            List<Check> checks,
            @Nullable Ending ending,
            List<Oversight.Absorbed> absorbed,
            ScheduleView schedule,
            List<Entry> history,
            boolean historyIntact,
            List<String> allowed) {

        static Detail of(TaskView summary, ScheduleView schedule, Task task, Caller caller) {
            var needs = task.duty().requirements();
            var course = task.course();
            return new Detail(
                    summary,
                    task.duty().text(),
                    needs.measures(),
                    needs.quotas(),
                    needs.deadlines(),
                    documentOf(task.duty().source()),
                    course.receipts().stream().map(TaskView::receipt).toList(),
                    course.reports().stream().map(TaskView::progress).toList(),
                    course.difficulties().stream().map(TaskView::difficulty).toList(),
                    course.extensions().stream().map(TaskView::extension).toList(),
                    course.pauses().stream().map(TaskView::pause).toList(),
                    course.lastCloseOut().map(TaskView::closeOut).orElse(null),
                    course.earlierCloseOuts().stream().map(TaskView::closeOut).toList(),
                    task.duty().origin(),
                    Optional.ofNullable(task.duty().particulars().legacy())
                            .map(LegacyLists::of)
                            .orElse(null),
                    task.assignment().charge(),
                    course.oversight().constraints().stream()
                            .map(TaskView::constraint)
                            .toList(),
                    course.oversight().checks().stream().map(TaskView::check).toList(),
                    Optional.ofNullable(course.oversight().ending())
                            .map(TaskView::ending)
                            .orElse(null),
                    course.oversight().absorbed(),
                    schedule,
                    task.history().stream().map(TaskView::entry).toList(),
                    task.historyIsIntact(),
                    task.allowed(caller).stream().map(Step::code).toList());
        }
    }

    private static @Nullable Document documentOf(@Nullable Source source) {
        return source == null ? null : new Document(source.importId(), source.documentNumber(), source.documentTitle());
    }

    private static Receipt receipt(Course.Receipt given) {
        return new Receipt(given.unitId(), at(given.at()), given.byName());
    }

    private static Progress progress(Course.Report report) {
        return new Progress(
                report.id(),
                at(report.at()),
                report.byName(),
                report.unitId(),
                report.text(),
                report.percent(),
                report.evidence());
    }

    private static Difficulty difficulty(Course.Difficulty raised) {
        return new Difficulty(
                raised.id(), at(raised.at()), raised.byName(), raised.unitId(), raised.text(), raised.answer());
    }

    private static Extension extension(Course.Extension asked) {
        return new Extension(
                at(asked.at()),
                asked.byName(),
                asked.from(),
                asked.until(),
                asked.reason(),
                asked.granted(),
                Optional.ofNullable(asked.decidedAt()).map(TaskView::at).orElse(null),
                asked.decidedByName(),
                asked.note());
    }

    private static Pause pause(Course.Pause pause) {
        return new Pause(
                at(pause.from()),
                pause.byName(),
                pause.reason(),
                Optional.ofNullable(pause.until()).map(TaskView::at).orElse(null));
    }

    private static Constraint constraint(Oversight.Constraint one) {
        return new Constraint(
                one.id(),
                at(one.at()),
                one.byName(),
                one.text(),
                one.needed(),
                Optional.ofNullable(one.liftedAt()).map(TaskView::at).orElse(null),
                one.liftedByName(),
                one.note());
    }

    private static Check check(Oversight.Check one) {
        return new Check(
                at(one.since()),
                Optional.ofNullable(one.at()).map(TaskView::at).orElse(null),
                one.byName(),
                one.passed(),
                one.note());
    }

    private static Ending ending(Oversight.Ending one) {
        return new Ending(
                one.as().code(),
                at(one.at()),
                one.byName(),
                one.reason(),
                one.into().stream()
                        .map(link -> new Link(link.id(), link.title()))
                        .toList());
    }

    private static CloseOut closeOut(Course.CloseOut last) {
        return new CloseOut(
                at(last.appliedAt()),
                last.appliedByName(),
                last.statement(),
                last.unmet(),
                last.evidence(),
                Optional.ofNullable(last.decidedAt()).map(TaskView::at).orElse(null),
                last.decidedByName(),
                Optional.ofNullable(last.decision()).map(Step::code).orElse(null),
                last.reason());
    }

    private static Entry entry(HistoryEntry line) {
        return new Entry(
                at(line.at()),
                line.by(),
                line.byName(),
                line.step().code(),
                line.step().words(),
                line.note(),
                Objects.requireNonNullElse(line.digest(), Digest.SHA_256).words(),
                line.hash());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
