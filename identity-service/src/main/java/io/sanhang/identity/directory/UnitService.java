package io.sanhang.identity.directory;

import io.sanhang.contracts.directory.UnitMerged;
import io.sanhang.identity.audit.Audit;
import io.sanhang.identity.audit.AuditEntry.Subject;
import io.sanhang.identity.audit.Said;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Enters and changes units, posts and groups: how a county comes into the directory. */
@Service
class UnitService {

    private static final int LONGEST = 100;

    private final Directory directory;
    private final DirectoryProperties settings;
    private final Audit audit;
    private final Clock clock;

    UnitService(Directory directory, DirectoryProperties settings, Audit audit, Clock clock) {
        this.directory = directory;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** The same key enters one unit. @throws Refusal {@code name-taken} */
    Unit add(String name, UnitKind kind, List<String> aliases, List<String> tags, Caller by, IdempotencyKey key) {
        var id = "u-" + key.idFor("units").toLowerCase(Locale.ROOT);
        var before = directory.unit(id);
        if (before.isPresent()) {
            return before.get();
        }
        requireFree(id, name, aliases);
        var last = directory.allUnits().stream().mapToInt(Unit::position).max().orElse(-1);
        var unit = new Unit(id, 1, name, kind, aliases, tags, last + 1, null);
        enter(unit, by);
        return unit;
    }

    private void enter(Unit unit, Caller by) {
        audit.of(by, Subject.UNIT, unit.id(), unit.name(), "录入单位", () -> directory.add(unit));
    }

    /** @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code name-taken}, {@code unit-merged} */
    Unit change(
            String id,
            String name,
            UnitKind kind,
            List<String> aliases,
            List<String> tags,
            Caller by,
            IfMatch ifMatch) {
        var unit = present(id);
        ifMatch.require(unit);
        requireFree(id, name, aliases);
        var next = new Unit(id, unit.version() + 1, name, kind, aliases, tags, unit.position(), null);
        var what = Said.of("名称", unit.name(), name)
                .and("类别", unit.kind().words(), kind.words())
                .and("别名", String.join("、", unit.aliases()), String.join("、", aliases));
        audit.of(by, Subject.UNIT, id, unit.name(), what.toString(), () -> directory.replace(next));
        return next;
    }

    /**
     * A unit is no more, and another one takes over: its names stand for that one, and {@link UnitMergers} moves posts,
     * accounts and what is led. There is no way back, and no unit goes without one that takes over: somebody has to
     * answer for what is open.
     *
     * @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code unit-merged}, {@code bad-successor}
     */
    Unit merge(String id, String into, String reason, Caller by, IfMatch ifMatch) {
        var unit = present(id);
        ifMatch.require(unit);
        var successor = directory
                .unit(into)
                .filter(other -> other.isThere() && !other.id().equals(id))
                .orElseThrow(() -> Refusal.invalid("bad-successor").at("/into"));
        var next = unit.mergedInto(new Unit.Merged(into, LocalDate.now(clock), reason));
        var what = "并入%s：%s".formatted(successor.name(), reason);
        var event = new UnitMerged(id, unit.name(), into, successor.name());
        audit.of(by, Subject.UNIT, id, unit.name(), what, () -> directory.replace(next, event));
        return next;
    }

    private Unit present(String id) {
        var unit = directory.unit(id).orElseThrow(() -> Refusal.missing("not-found"));
        if (!unit.isThere()) {
            throw Refusal.conflict("unit-merged", unit.name());
        }
        return unit;
    }

    /**
     * Units from lines of text: name, kind, and aliases with 、 between; with tabs between the columns. All of them, or
     * when a line is wrong none.
     *
     * @throws Refusal {@code bad-unit-lines} with what is wrong, line by line
     */
    List<Unit> paste(String text, Caller by, IdempotencyKey key) {
        record Fault(String pointer, String message) {}
        var faults = new ArrayList<Fault>();
        var found = new ArrayList<Unit>();
        var all = new ArrayList<>(directory.allUnits());
        var position = all.stream().mapToInt(Unit::position).max().orElse(-1) + 1;
        var lines = text.lines().toList();
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).isBlank()) {
                continue;
            }
            var cells = lines.get(at).split("\t");
            var id = "u-" + key.idFor("units/" + at).toLowerCase(Locale.ROOT);
            var kind = UnitKind.ofWords(cells.length > 1 ? cells[1].strip() : "");
            var aliases = cells.length > 2
                    ? Arrays.stream(cells[2].split("[、,，;；]"))
                            .map(String::strip)
                            .filter(each -> !each.isEmpty())
                            .toList()
                    : List.<String>of();
            var name = cells[0].strip();
            var names = new UnitNames(settings.county(), all);
            var taken = names.takenBy(id, name, aliases);
            if (name.isEmpty() || name.length() > LONGEST) {
                faults.add(new Fault("/lines/" + (at + 1), "第%d行：没有单位名称，或超过 %d 字".formatted(at + 1, LONGEST)));
            } else if (kind.isEmpty()) {
                faults.add(new Fault("/lines/" + (at + 1), "第%d行：类别要写部门、乡镇或督查机构".formatted(at + 1)));
            } else if (taken.isPresent()) {
                faults.add(new Fault(
                        "/lines/" + (at + 1),
                        "第%d行：名称或别名已经是“%s”的".formatted(at + 1, taken.get().name())));
            } else {
                var unit = new Unit(id, 1, name, kind.get(), aliases, List.of(), position++, null);
                found.add(unit);
                all.add(unit);
            }
        }
        if (!faults.isEmpty() || found.isEmpty()) {
            throw Refusal.invalid("bad-unit-lines", faults.size()).with("errors", faults);
        }
        found.stream().filter(unit -> directory.unit(unit.id()).isEmpty()).forEach(unit -> enter(unit, by));
        return found;
    }

    /** The same key makes one post, vacant at first. @throws Refusal {@code unknown-unit}, {@code unit-has-head} */
    Post addPost(String title, @Nullable String unitId, boolean headsUnit, Caller by, IdempotencyKey key) {
        if (unitId != null && directory.unit(unitId).filter(Unit::isThere).isEmpty()) {
            throw Refusal.invalid("unknown-unit").at("/unitId");
        }
        if (headsUnit && (unitId == null || directory.posts(unitId).stream().anyMatch(Post::headsUnit))) {
            throw Refusal.conflict("unit-has-head").at("/headsUnit");
        }
        var id = "p-" + key.idFor("posts").toLowerCase(Locale.ROOT);
        var post = new Post(id, 1, title, unitId, headsUnit, null, List.of(), List.of());
        if (directory.hasPost(id)) {
            return directory.post(id);
        }
        audit.of(by, Subject.POST, id, title, "设岗位", () -> directory.add(post));
        return directory.post(id);
    }

    /** What a leader's post leads (A100). @throws Refusal {@code unknown-unit}, {@code field-twice}, {@code changed-meanwhile} */
    Post lead(String postId, List<Post.Span> spans, Caller by, IfMatch ifMatch) {
        var post = directory.post(postId);
        ifMatch.require(post);
        var known = directory.units().stream().map(Unit::id).collect(Collectors.toSet());
        for (var at = 0; at < spans.size(); at++) {
            if (!known.containsAll(spans.get(at).unitIds())) {
                throw Refusal.invalid("unknown-unit").at("/spans/%d/unitIds".formatted(at));
            }
        }
        if (spans.stream().map(Post.Span::field).distinct().count() < spans.size()) {
            throw Refusal.invalid("field-twice").at("/spans");
        }
        var next = post.leading(spans);
        var what = Said.of("分管", fields(post.spans()), fields(spans));
        audit.of(by, Subject.POST, postId, post.title(), what.toString(), () -> directory.replace(next));
        return next;
    }

    /** The same key makes one group, without seats at first. @throws Refusal {@code group-exists} */
    Group addGroup(String name, Caller by, IdempotencyKey key) {
        var id = "g-" + key.idFor("groups").toLowerCase(Locale.ROOT);
        var before = directory.group(id);
        if (before.isPresent()) {
            return before.get();
        }
        requireNoGroup(id, name);
        var last = directory.groups().stream().mapToInt(Group::position).max().orElse(-1);
        var group = new Group(id, 1, name, List.of(), last + 1, null);
        audit.of(by, Subject.GROUP, id, name, "设推进组", () -> directory.add(group));
        return group;
    }

    /**
     * Its name and its seats; a vacant post keeps its seat (A010), and a post may sit in several groups (A012).
     *
     * @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code group-exists}, {@code group-ended}, {@code
     *     unknown-post}, {@code seat-twice}
     */
    Group change(String id, String name, List<Group.Seat> seats, Caller by, IfMatch ifMatch) {
        var group = group(id, ifMatch);
        if (group.endedOn() != null) {
            throw Refusal.conflict("group-ended", group.name());
        }
        requireNoGroup(id, name);
        var titles = directory.posts(null).stream().collect(Collectors.toMap(Post::id, Post::title));
        for (var at = 0; at < seats.size(); at++) {
            if (!titles.containsKey(seats.get(at).postId())) {
                throw Refusal.invalid("unknown-post").at("/seats/%d/postId".formatted(at));
            }
        }
        if (seats.stream().map(Group.Seat::postId).distinct().count() < seats.size()) {
            throw Refusal.invalid("seat-twice").at("/seats");
        }
        var next = group.with(name, seats);
        var what = Said.of("名称", group.name(), name).and("成员", seats(group.seats(), titles), seats(seats, titles));
        audit.of(by, Subject.GROUP, id, group.name(), what.toString(), () -> directory.replace(next));
        return next;
    }

    /**
     * Winds a group up, or takes it up again; its seats stay on record, and so do its tasks.
     *
     * @throws Refusal {@code not-found}, {@code changed-meanwhile}
     */
    Group end(String id, boolean over, Caller by, IfMatch ifMatch) {
        var group = group(id, ifMatch);
        if (over == (group.endedOn() != null)) {
            return group;
        }
        var next = group.ended(over ? LocalDate.now(clock) : null);
        audit.of(by, Subject.GROUP, id, group.name(), over ? "撤销" : "恢复", () -> directory.replace(next));
        return next;
    }

    /** One that was entered by mistake. @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code group-not-empty} */
    void delete(String id, Caller by, IfMatch ifMatch) {
        var group = group(id, ifMatch);
        if (!group.seats().isEmpty()) {
            throw Refusal.conflict(
                    "group-not-empty", group.name(), group.seats().size());
        }
        audit.of(by, Subject.GROUP, id, group.name(), "删除", () -> directory.delete(group));
    }

    private Group group(String id, IfMatch ifMatch) {
        var group = directory.group(id).orElseThrow(() -> Refusal.missing("not-found"));
        ifMatch.require(group);
        return group;
    }

    private static String seats(List<Group.Seat> seats, Map<String, String> titles) {
        return seats.stream()
                .map(seat -> seat.role().words() + titles.getOrDefault(seat.postId(), seat.postId()))
                .collect(Collectors.joining("、"));
    }

    private String fields(List<Post.Span> spans) {
        var names = directory.allUnits().stream().collect(Collectors.toMap(Unit::id, Unit::name));
        return spans.stream()
                .map(span -> span.field()
                        + span.unitIds().stream()
                                .map(unit -> names.getOrDefault(unit, unit))
                                .collect(Collectors.joining("、", "（", "）")))
                .collect(Collectors.joining("，"));
    }

    private void requireNoGroup(String id, String name) {
        if (directory.groups().stream()
                .anyMatch(other -> other.name().equals(name) && !other.id().equals(id))) {
            throw Refusal.conflict("group-exists", name).at("/name");
        }
    }

    /** One name stands for one unit (A006): what the plan calls by it must not be a guess. */
    private void requireFree(String id, String name, List<String> aliases) {
        new UnitNames(settings.county(), directory.allUnits())
                .takenBy(id, name, aliases)
                .ifPresent(other -> {
                    throw Refusal.conflict("name-taken", other.name()).at("/name");
                });
    }
}
