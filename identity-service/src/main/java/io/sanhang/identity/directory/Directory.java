package io.sanhang.identity.directory;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The stored units, posts and groups. Small: a county has some dozens of each. */
@Repository
public class Directory {

    private static final String BY_POSITION = "position";

    private final OutboxCollection<Unit> units;
    private final MongoCollection<Group> groups;
    private final OutboxCollection<Post> posts;

    Directory(Outboxes outboxes) {
        units = new OutboxCollection<>(outboxes, "units", Unit.class);
        groups = outboxes.database().getCollection("groups", Group.class);
        posts = new OutboxCollection<>(outboxes, "posts", Post.class);
        posts.index(Indexes.ascending("holder.accountId"));
        posts.index(Indexes.ascending("unitId"));
        posts.index(Indexes.ascending("spans.unitIds"));
    }

    /** Those that are there; what was merged into another is not. */
    public List<Unit> units() {
        return allUnits().stream().filter(Unit::isThere).toList();
    }

    /** With those that were merged. */
    List<Unit> allUnits() {
        return units.collection().find().sort(Sorts.ascending(BY_POSITION)).into(new ArrayList<>());
    }

    public Optional<Unit> unit(String id) {
        return units.find(id);
    }

    List<Group> groups() {
        return groups.find().sort(Sorts.ascending(BY_POSITION)).into(new ArrayList<>());
    }

    List<Post> posts(@Nullable String unitId) {
        return posts.collection()
                .find(unitId == null ? Filters.empty() : eq("unitId", unitId))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    Post post(String id) {
        return posts.get(id);
    }

    /** The posts that an account's owner holds; what is led goes with them. */
    public List<Post> heldBy(String accountId) {
        return posts.collection()
                .find(eq("holder.accountId", accountId))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    /** Ids of the groups at work in which one of these posts, or one of these units', has a seat. */
    public List<String> groupsWith(List<Post> held, @Nullable String unitId, List<String> ledUnitIds) {
        var unitIds = new ArrayList<>(ledUnitIds);
        if (unitId != null) {
            unitIds.add(unitId);
        }
        var postIds =
                posts.collection().find(in("unitId", unitIds)).map(Post::id).into(new ArrayList<>());
        held.forEach(post -> postIds.add(post.id()));
        return groups.find(Filters.and(in("seats.postId", postIds), eq("endedOn", null)))
                .map(Group::id)
                .into(new ArrayList<>());
    }

    List<Post> leading(String unitId) {
        return posts.collection().find(eq("spans.unitIds", unitId)).into(new ArrayList<>());
    }

    void replace(Post next, Post before) {
        posts.replace(next, next.holderChanged(before.holder()));
    }

    /** The same holder in a post that is otherwise changed. @throws Refusal {@code changed-meanwhile} */
    void replace(Post next, DomainEvent... events) {
        posts.replace(next, events);
    }

    Optional<Group> group(String id) {
        return Optional.ofNullable(groups.find(eq("_id", id)).first());
    }

    void add(Group group) {
        addMissing(groups, List.of(group), Group::id);
    }

    /** @throws Refusal {@code changed-meanwhile} */
    void replace(Group next) {
        var written = groups.replaceOne(Filters.and(eq("_id", next.id()), eq("version", next.version() - 1)), next);
        if (written.getMatchedCount() == 0) {
            throw Refusal.stale("changed-meanwhile");
        }
    }

    /** @throws Refusal {@code changed-meanwhile} unless it is still as it was read */
    void delete(Group group) {
        var gone = groups.deleteOne(Filters.and(eq("_id", group.id()), eq("version", group.version())));
        if (gone.getDeletedCount() == 0) {
            throw Refusal.stale("changed-meanwhile");
        }
    }

    void add(Unit unit) {
        units.insertNew(unit);
    }

    /** @throws Refusal {@code changed-meanwhile} */
    void replace(Unit next, DomainEvent... events) {
        units.replace(next, events);
    }

    boolean hasPost(String id) {
        return posts.find(id).isPresent();
    }

    /** False when the post is there. */
    boolean add(Post post) {
        return posts.insertNew(post);
    }

    /** Adds what is not there yet; what is there stays as it is. */
    public void seed(List<Unit> moreUnits, List<Post> morePosts, List<Group> moreGroups) {
        addMissing(units.collection(), moreUnits, Unit::id);
        addMissing(groups, moreGroups, Group::id);
        morePosts.forEach(posts::insertNew);
    }

    private static <T> void addMissing(MongoCollection<T> to, List<T> more, Function<T, String> id) {
        var present = to.find(in("_id", more.stream().map(id).toList())).into(new ArrayList<>()).stream()
                .map(id)
                .collect(Collectors.toSet());
        var missing =
                more.stream().filter(each -> !present.contains(id.apply(each))).toList();
        if (!missing.isEmpty()) {
            to.insertMany(missing);
        }
    }
}
