package io.sanhang.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk refuses writes and says so; what is there is read on, and once there is room, all goes on by itself. */
class FullDiskTest {

    @Test
    void writes_are_refused_while_the_disk_is_full_and_taken_again_without_a_restart(@TempDir Path folder)
            throws Exception {
        var room = new AtomicLong(Long.MAX_VALUE);
        try (var store = EmbeddedStore.durable(folder.resolve("store.db"), 0, room::get);
                var client = MongoClients.create(store.uri())) {
            var database = client.getDatabase("test");
            var things = database.getCollection("things");
            things.insertOne(new Document("_id", "before"));

            room.set(IndexedBackend.RESERVE - 1);
            refused(() -> things.insertOne(new Document("_id", "meanwhile")));
            refused(() -> things.updateOne(Filters.eq("_id", "before"), Updates.set("seen", true)));
            refused(() -> database.runCommand(new Document("ping", 1)));
            assertThat(things.find().map(each -> each.getString("_id"))).containsExactly("before");
            assertThat(store.failure()).isEmpty();

            room.set(IndexedBackend.RESERVE);
            database.runCommand(new Document("ping", 1));
            things.insertOne(new Document("_id", "later"));
            assertThat(things.countDocuments()).isEqualTo(2);
        }
    }

    private static void refused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        MongoException.class, no -> assertThat(no.getCode()).isEqualTo(14_031));
    }
}
