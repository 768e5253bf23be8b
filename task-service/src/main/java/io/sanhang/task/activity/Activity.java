package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One record of something done. A correction keeps what was there before; nothing is deleted, a record is withdrawn with
 * its reason and then counts no more.
 *
 * @param unit whose record it is
 * @param about the tasks and enterprises it names, by id; asked for by their pages
 * @param unitIds the units that see it
 * @param last the last act on it, so that a second click does nothing
 */
public record Activity(
        @BsonId String id,
        long version,
        String type,
        Party unit,
        Content content,
        List<String> about,
        List<String> unitIds,
        List<Edition> editions,
        @Nullable Withdrawal withdrawn,
        Last last)
        implements Stored {

    /** Who wrote which content when; the content of the newest is the record's own and left out. */
    public record Edition(
            Instant at, String by, String byName, @Nullable Content before) {}

    public record Withdrawal(Instant at, String byName, String reason) {}

    public record Last(String actId, String fingerprint) {}

    /** Whom and what a content concerns, as looked up when it was written. */
    public record Concerns(List<String> about, List<String> unitIds) {}

    public Activity {
        about = about == null ? List.of() : List.copyOf(about);
        unitIds = unitIds == null ? List.of() : List.copyOf(unitIds);
        editions = editions == null ? List.of() : List.copyOf(editions);
    }

    public static Activity write(
            String id, ActivityType type, Party unit, Content content, Concerns concerns, Act act) {
        return new Activity(
                id,
                1,
                type.code(),
                unit,
                content,
                concerns.about(),
                concerns.unitIds(),
                List.of(new Edition(act.at(), act.by().id(), act.by().name(), null)),
                null,
                last(act));
    }

    /**
     * @throws Refusal {@code not-your-record}, {@code record-withdrawn}, {@code decision-is-task} when a decision that
     *     became a task would be changed
     */
    public Activity correct(Content next, Concerns concerns, Act act) {
        guard(act.by());
        var kept = Stream.concat(
                        next.decisions().stream(),
                        content.decisions().stream().filter(each -> each.taskId() != null && !has(next, each.id())))
                .map(each -> tasked(each))
                .toList();
        if (kept.size() != next.decisions().size()) {
            throw Refusal.conflict("decision-is-task").at("/decisions");
        }
        var edition = new Edition(act.at(), act.by().id(), act.by().name(), content);
        return new Activity(
                id,
                version + 1,
                type,
                unit,
                next.with(kept),
                concerns.about(),
                concerns.unitIds(),
                Stream.concat(editions.stream(), Stream.of(edition)).toList(),
                null,
                last(act));
    }

    /** A decision that became a task stays as it was when it did. */
    private Content.Decision tasked(Content.Decision next) {
        var before = content.decisions().stream()
                .filter(each -> each.id().equals(next.id()))
                .findFirst();
        var taskId = before.map(Content.Decision::taskId).orElse(null);
        if (taskId == null) {
            return next;
        }
        if (!before.get().equals(next.became(taskId))) {
            throw Refusal.conflict("decision-is-task").at("/decisions");
        }
        return before.get();
    }

    private static boolean has(Content content, String decisionId) {
        return content.decisions().stream().anyMatch(each -> each.id().equals(decisionId));
    }

    /** @throws Refusal {@code reason-required}, {@code not-your-record}, {@code record-withdrawn} */
    public Activity withdraw(String reason, Act act) {
        guard(act.by());
        if (reason.isBlank()) {
            throw Refusal.invalid("reason-required").at("/reason");
        }
        return new Activity(
                id,
                version + 1,
                type,
                unit,
                content,
                about,
                unitIds,
                editions,
                new Withdrawal(act.at(), act.by().name(), reason),
                last(act));
    }

    /** A decision became a task; the record says so from now on. */
    public Activity decided(String decisionId, String taskId) {
        return new Activity(
                id,
                version + 1,
                type,
                unit,
                content.with(decisionId, each -> each.became(taskId)),
                about,
                unitIds,
                editions,
                withdrawn,
                last);
    }

    /** The unit that took over sees what this one wrote, under the old name. */
    Activity alsoSeenBy(String unitId) {
        var more = Stream.concat(unitIds.stream(), Stream.of(unitId)).toList();
        return new Activity(id, version + 1, type, unit, content, about, more, editions, withdrawn, last);
    }

    /** May this caller correct or withdraw it: the office, its unit, and who wrote it. */
    boolean belongsTo(Caller caller) {
        var unitId = unit.id();
        return caller.isOffice()
                || (unitId != null && unitId.equals(caller.unitId()))
                || editions.get(0).by().equals(caller.id());
    }

    /** Nothing is done with a record that was withdrawn. */
    void mustStand() {
        if (withdrawn != null) {
            throw Refusal.conflict("record-withdrawn");
        }
    }

    boolean is(Act act) {
        return last.actId().equals(act.id());
    }

    Instant writtenAt() {
        return editions.get(0).at();
    }

    Optional<Withdrawal> withdrawal() {
        return Optional.ofNullable(withdrawn);
    }

    private void guard(Caller by) {
        if (!belongsTo(by)) {
            throw Refusal.forbidden("not-your-record");
        }
        mustStand();
    }

    private static Last last(Act act) {
        return new Last(act.id(), act.fingerprint());
    }
}
