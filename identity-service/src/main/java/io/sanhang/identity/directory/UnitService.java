package io.sanhang.identity.directory;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Enters and changes units, posts and groups: how a county comes into the directory. */
@Service
class UnitService {

    private static final int LONGEST = 100;

    private final Directory directory;
    private final DirectoryProperties settings;

    UnitService(Directory directory, DirectoryProperties settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** The same key enters one unit. @throws Refusal {@code name-taken} */
    Unit add(String name, UnitKind kind, List<String> aliases, List<String> tags, IdempotencyKey key) {
        var id = "u-" + key.idFor("units").toLowerCase(Locale.ROOT);
        var before = directory.unit(id);
        if (before.isPresent()) {
            return before.get();
        }
        requireFree(id, name, aliases);
        var last = directory.units().stream().mapToInt(Unit::position).max().orElse(-1);
        var unit = new Unit(id, 1, name, kind, aliases, tags, last + 1);
        directory.add(unit);
        return unit;
    }

    /** @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code name-taken} */
    Unit change(String id, String name, UnitKind kind, List<String> aliases, List<String> tags, IfMatch ifMatch) {
        var unit = directory.unit(id).orElseThrow(() -> Refusal.missing("not-found"));
        ifMatch.require(unit);
        requireFree(id, name, aliases);
        var next = new Unit(id, unit.version() + 1, name, kind, aliases, tags, unit.position());
        directory.replace(next);
        return next;
    }

    /**
     * Units from lines of text: name, kind, and aliases with 、 between; with tabs between the columns. All of them, or
     * when a line is wrong none.
     *
     * @throws Refusal {@code bad-unit-lines} with what is wrong, line by line
     */
    List<Unit> paste(String text, IdempotencyKey key) {
        record Fault(String pointer, String message) {}
        var faults = new ArrayList<Fault>();
        var found = new ArrayList<Unit>();
        var all = new ArrayList<>(directory.units());
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
                var unit = new Unit(id, 1, name, kind.get(), aliases, List.of(), position++);
                found.add(unit);
                all.add(unit);
            }
        }
        if (!faults.isEmpty() || found.isEmpty()) {
            throw Refusal.invalid("bad-unit-lines", faults.size()).with("errors", faults);
        }
        found.stream().filter(unit -> directory.unit(unit.id()).isEmpty()).forEach(directory::add);
        return found;
    }

    /** The same key makes one post, vacant at first. @throws Refusal {@code unknown-unit}, {@code unit-has-head} */
    Post addPost(String title, @Nullable String unitId, boolean headsUnit, IdempotencyKey key) {
        if (unitId != null && directory.unit(unitId).isEmpty()) {
            throw Refusal.invalid("unknown-unit").at("/unitId");
        }
        if (headsUnit && (unitId == null || directory.posts(unitId).stream().anyMatch(Post::headsUnit))) {
            throw Refusal.conflict("unit-has-head").at("/headsUnit");
        }
        var id = "p-" + key.idFor("posts").toLowerCase(Locale.ROOT);
        var post = new Post(id, 1, title, unitId, headsUnit, null, List.of(), List.of());
        return directory.add(post) ? post : directory.post(id);
    }

    /** What a leader's post leads (A100). @throws Refusal {@code unknown-unit}, {@code field-twice}, {@code changed-meanwhile} */
    Post lead(String postId, List<Post.Span> spans, IfMatch ifMatch) {
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
        directory.replace(next);
        return next;
    }

    /** The same key makes one group, without seats at first. @throws Refusal {@code group-exists} */
    Group addGroup(String name, IdempotencyKey key) {
        var id = "g-" + key.idFor("groups").toLowerCase(Locale.ROOT);
        var before = directory.group(id);
        if (before.isPresent()) {
            return before.get();
        }
        requireNoGroup(id, name);
        var last = directory.groups().stream().mapToInt(Group::position).max().orElse(-1);
        var group = new Group(id, 1, name, List.of(), last + 1);
        directory.add(group);
        return group;
    }

    /**
     * Its name and its seats; a vacant post keeps its seat (A010), and a post may sit in several groups (A012).
     *
     * @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code group-exists}, {@code unknown-post}, {@code
     *     seat-twice}
     */
    Group change(String id, String name, List<Group.Seat> seats, IfMatch ifMatch) {
        var group = directory.group(id).orElseThrow(() -> Refusal.missing("not-found"));
        ifMatch.require(group);
        requireNoGroup(id, name);
        var known = directory.posts(null).stream().map(Post::id).collect(Collectors.toSet());
        for (var at = 0; at < seats.size(); at++) {
            if (!known.contains(seats.get(at).postId())) {
                throw Refusal.invalid("unknown-post").at("/seats/%d/postId".formatted(at));
            }
        }
        if (seats.stream().map(Group.Seat::postId).distinct().count() < seats.size()) {
            throw Refusal.invalid("seat-twice").at("/seats");
        }
        var next = group.with(name, seats);
        directory.replace(next);
        return next;
    }

    private void requireNoGroup(String id, String name) {
        if (directory.groups().stream()
                .anyMatch(other -> other.name().equals(name) && !other.id().equals(id))) {
            throw Refusal.conflict("group-exists", name).at("/name");
        }
    }

    /** One name stands for one unit (A006): what the plan calls by it must not be a guess. */
    private void requireFree(String id, String name, List<String> aliases) {
        new UnitNames(settings.county(), directory.units())
                .takenBy(id, name, aliases)
                .ifPresent(other -> {
                    throw Refusal.conflict("name-taken", other.name()).at("/name");
                });
    }
}
