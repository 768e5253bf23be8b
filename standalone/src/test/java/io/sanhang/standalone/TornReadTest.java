package io.sanhang.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.sanhang.standalone.store.EmbeddedStore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class TornReadTest {

    private static final int READS = 3_000;

    /** All twenty members change together; one of them is taken away and comes back. */
    @Test
    void a_reader_sees_a_document_before_or_after_a_change_never_in_between() throws Exception {
        try (var store = EmbeddedStore.inMemory();
                var client = MongoClients.create(store.uri())) {
            var things = client.getDatabase("torn").getCollection("things");
            things.insertOne(members(0).append("_id", "one"));
            var done = new AtomicBoolean();
            var writer = new Thread(() -> {
                for (var at = 1; !done.get(); at++) {
                    things.updateOne(Filters.eq("_id", "one"), new Document("$set", members(at)));
                    things.updateOne(Filters.eq("_id", "one"), Updates.unset("m7"));
                }
            });
            writer.start();
            try {
                for (var read = 0; read < READS; read++) {
                    var seen = things.find(Filters.eq("_id", "one")).first();
                    assertThat(seen).isNotNull();
                    assertThat(seen.size()).isBetween(20, 21);
                    assertThat(seen.values().stream()
                                    .filter(Integer.class::isInstance)
                                    .distinct())
                            .hasSize(1);
                }
            } finally {
                done.set(true);
                writer.join();
            }
        }
    }

    private static Document members(int number) {
        var document = new Document();
        IntStream.range(0, 20).forEach(at -> document.append("m" + at, number));
        return document;
    }
}
