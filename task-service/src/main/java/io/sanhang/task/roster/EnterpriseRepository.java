package io.sanhang.task.roster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Indexes.ascending;

import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import io.sanhang.task.activity.EnterpriseNames;
import io.sanhang.task.activity.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The roster in the store. It is public within the county: every desk sees it. */
@Repository
class EnterpriseRepository implements EnterpriseNames {

    /**
     * Which enterprises are wanted.
     *
     * @param visited null for all; else only the visited, or only the others
     * @param retired those that left the roster instead of those on it
     */
    record Query(
            @Nullable String q,
            @Nullable String contact,
            @Nullable Boolean visited,
            boolean retired) {}

    private final OutboxCollection<Enterprise> enterprises;

    EnterpriseRepository(Outboxes outboxes) {
        enterprises = new OutboxCollection<>(outboxes, "enterprises", Enterprise.class);
        enterprises.index(ascending("profile.name"));
        enterprises.index(ascending("profile.contact.id", "profile.name"));
        enterprises.index(ascending("since"));
    }

    boolean insertNew(Enterprise enterprise) {
        return enterprises.insertNew(enterprise);
    }

    void replace(Enterprise next) {
        enterprises.replace(next);
    }

    Optional<Enterprise> find(String id) {
        return enterprises.find(id);
    }

    Enterprise get(String id) {
        return enterprises.get(id);
    }

    /** Those on the roster that a unit keeps contact with. */
    List<Enterprise> contactedBy(String unitId) {
        return enterprises
                .collection()
                .find(and(eq("profile.contact.id", unitId), exists("retired", false)))
                .into(new ArrayList<>());
    }

    @Override
    public @Nullable String nameOf(String enterpriseId) {
        return find(enterpriseId).map(found -> found.profile().name()).orElse(null);
    }

    Page<Enterprise> list(Query query, Period period, Collection<String> visited, PageRequest page) {
        var parts = new ArrayList<Bson>();
        parts.add(query.retired ? exists("retired") : onRoster(period));
        if (query.q != null && !query.q.isBlank()) {
            var words = Pattern.compile(Pattern.quote(query.q.strip()), Pattern.CASE_INSENSITIVE);
            parts.add(or(regex("profile.name", words), regex("creditCode", words)));
        }
        if (query.contact != null && !query.contact.isBlank()) {
            parts.add(eq("profile.contact.id", query.contact));
        }
        if (query.visited != null) {
            parts.add(query.visited ? in("_id", visited) : nin("_id", visited));
        }
        return Pages.find(enterprises.collection(), and(parts), ascending("profile.name", "_id"), page);
    }

    long count(Period period) {
        return enterprises.collection().countDocuments(onRoster(period));
    }

    long countVisited(Period period, Collection<String> visited) {
        return enterprises.collection().countDocuments(and(onRoster(period), in("_id", visited)));
    }

    /** On the roster by the period's end and not retired within it. */
    private static Bson onRoster(Period period) {
        return and(lte("since", period.to()), or(exists("retired", false), gt("retired.on", period.to())));
    }
}
