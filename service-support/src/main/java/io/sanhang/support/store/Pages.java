package io.sanhang.support.store;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import org.bson.conversions.Bson;

/** Reads one page and the total. */
public final class Pages {

    private Pages() {}

    public static <T> Page<T> find(MongoCollection<T> in, Bson filter, Bson sort, PageRequest wanted) {
        var items = in.find(filter)
                .sort(sort)
                .skip(wanted.page() * wanted.size())
                .limit(wanted.size())
                .into(new ArrayList<>());
        return new Page<>(items, in.countDocuments(filter), wanted.page(), wanted.size());
    }
}
