package io.sanhang.identity.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.sanhang.identity.directory.DutyMap.Duty;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.web.IfMatch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Keeps the duty maps of units, and finds whose a matter is (A046). */
@Service
class DutyService {

    private static final int MOST_LINES = 500;
    private static final int LONGEST = 200;
    private static final int SHORTEST_KEYWORD = 2;

    private final MongoCollection<DutyMap> maps;
    private final Directory directory;
    private final Clock clock;

    DutyService(Outboxes outboxes, Directory directory, Clock clock) {
        maps = outboxes.database().getCollection("duty_maps", DutyMap.class);
        this.directory = directory;
        this.clock = clock;
    }

    /** Without duties, and of version 0, while nobody has entered any. @throws Refusal {@code not-found} */
    DutyMap get(String unitId) {
        if (directory.unit(unitId).isEmpty()) {
            throw Refusal.missing("not-found");
        }
        return find(unitId).orElseGet(() -> new DutyMap(unitId, 0, List.of(), "", Instant.EPOCH));
    }

    /** The duties of a unit, whose posts have moved, become another's. */
    void moveAll(String fromUnitId, String toUnitId) {
        find(fromUnitId).ifPresent(from -> {
            var to = find(toUnitId).orElseGet(() -> new DutyMap(toUnitId, 0, List.of(), "", Instant.EPOCH));
            var both = Stream.concat(to.duties().stream(), from.duties().stream())
                    .distinct()
                    .toList();
            write(new DutyMap(toUnitId, to.version() + 1, both, from.changedBy(), clock.instant()), to);
            maps.deleteOne(eq("_id", fromUnitId));
        });
    }

    private Optional<DutyMap> find(String unitId) {
        return Optional.ofNullable(maps.find(eq("_id", unitId)).first());
    }

    List<DutyMap> all() {
        return maps.find().into(new ArrayList<>());
    }

    /**
     * The whole table anew: section, post, duty, keywords with 、 between, steps with → between; with tabs between the
     * columns. All of it, or when a line is wrong nothing.
     *
     * @throws Refusal {@code not-your-unit}, {@code changed-meanwhile}, {@code bad-duty-lines} with what is wrong, line by
     *     line
     */
    DutyMap set(String unitId, String text, Caller by, IfMatch ifMatch) {
        if (!by.isOffice() && !unitId.equals(by.unitId())) {
            throw Refusal.forbidden("not-your-unit");
        }
        var before = get(unitId);
        ifMatch.require(before);
        var next = new DutyMap(unitId, before.version() + 1, read(unitId, text), by.name(), clock.instant());
        return write(next, before);
    }

    private DutyMap write(DutyMap next, DutyMap before) {
        if (before.version() > 0) {
            var written = maps.replaceOne(and(eq("_id", next.id()), eq("version", before.version())), next);
            if (written.getMatchedCount() == 0) {
                throw Refusal.stale("changed-meanwhile");
            }
            return next;
        }
        try {
            maps.insertOne(next);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                throw Refusal.stale("changed-meanwhile");
            }
            throw e;
        }
        return next;
    }

    private List<Duty> read(String unitId, String text) {
        record Fault(String pointer, String message) {}
        var posts =
                directory.posts(unitId).stream().collect(Collectors.toMap(Post::title, Post::id, (one, same) -> one));
        var faults = new ArrayList<Fault>();
        var found = new ArrayList<Duty>();
        var lines = text.lines().toList();
        if (lines.size() > MOST_LINES) {
            throw Refusal.invalid("too-many-duties", MOST_LINES);
        }
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).isBlank()) {
                continue;
            }
            var fault = read(lines.get(at).split("\t", -1), posts, found);
            if (fault != null) {
                faults.add(new Fault("/lines/" + (at + 1), "第%d行：%s".formatted(at + 1, fault)));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid("bad-duty-lines", faults.size()).with("errors", faults);
        }
        return found;
    }

    private static @Nullable String read(String[] cells, Map<String, String> posts, List<Duty> found) {
        var section = cell(cells, 0);
        var post = cell(cells, 1);
        var what = cell(cells, 2);
        var keywords = parts(cell(cells, 3), "[、,，;；]");
        if (section.isEmpty() || what.isEmpty() || section.length() > LONGEST || what.length() > LONGEST) {
            return "科室和职责都要写，各不超过%d个字".formatted(LONGEST);
        }
        var postId = posts.get(post);
        if (postId == null) {
            return "本单位没有“%s”这个岗位，请照“机构和岗位”里的名称写".formatted(post);
        }
        if (keywords.stream().anyMatch(word -> word.length() < SHORTEST_KEYWORD)) {
            return "关键词至少两个字，一个字容易分错";
        }
        found.add(new Duty(section, postId, what, keywords, parts(cell(cells, 4), "→|->")));
        return null;
    }

    private static String cell(String[] cells, int at) {
        return at < cells.length ? cells[at].strip() : "";
    }

    private static List<String> parts(String cell, String between) {
        return Arrays.stream(cell.split(between))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Whose each text is, in the order of the questions; null where no duty or those of several posts cover it. */
    List<@Nullable Duty> routes(List<DutyController.Question> questions) {
        var units = questions.stream()
                .map(DutyController.Question::unitId)
                .distinct()
                .toList();
        var known = maps.find(in("_id", units)).into(new ArrayList<>()).stream()
                .collect(Collectors.toMap(DutyMap::id, Function.identity()));
        var found = new ArrayList<@Nullable Duty>();
        for (var question : questions) {
            var map = known.get(question.unitId());
            found.add(map == null ? null : map.route(question.text()).orElse(null));
        }
        return found;
    }

    Map<String, Post> posts(Collection<String> ids) {
        var found = new HashMap<String, Post>();
        directory.posts(null).stream()
                .filter(post -> ids.contains(post.id()))
                .forEach(post -> found.put(post.id(), post));
        return found;
    }

    String unitName(String unitId) {
        return Objects.requireNonNull(directory.unit(unitId).map(Unit::name).orElse(unitId));
    }
}
