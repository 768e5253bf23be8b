package io.sanhang.support.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import io.sanhang.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What must lie in no order is told apart by what a server says of it. */
class OutboxesTest {

    @Test
    void a_collection_of_mongodb_lies_by_arrival_unless_it_is_clustered() {
        // As MongoDB 8 answers to listCollections.
        var plain = Document.parse("""
                {"name": "ballots", "type": "collection", "options": {}, "info": {"readOnly": false, "uuid": {"$uuid": "7bb8ff1e-0d13-4fa1-b8a8-3d9c2f1b2c3d"}},
                 "idIndex": {"v": 2, "key": {"_id": 1}, "name": "_id_"}}""");
        var clustered = Document.parse("""
                {"name": "ballots", "type": "collection",
                 "options": {"clusteredIndex": {"v": 2, "key": {"_id": 1}, "name": "_id_", "unique": true}},
                 "info": {"readOnly": false, "uuid": {"$uuid": "7bb8ff1e-0d13-4fa1-b8a8-3d9c2f1b2c3d"}}}""");
        assertThat(Outboxes.liesByArrival(plain)).isTrue();
        assertThat(Outboxes.liesByArrival(clustered)).isFalse();
    }

    /** The embedded store takes the option, a second time says that it is there, and has no order but that of the ids. */
    @Test
    void the_embedded_store_keeps_everything_by_id() {
        try (var client = MongoClients.create(TestServers.storeUri())) {
            var database = client.getDatabase("by-id-" + Ids.random());
            database.createCollection(
                    "ballots",
                    new CreateCollectionOptions()
                            .clusteredIndexOptions(new ClusteredIndexOptions(new Document("_id", 1), true)));
            var ballots = database.getCollection("ballots");
            for (var id : List.of("c", "a", "d", "b")) {
                ballots.insertOne(new Document("_id", id));
            }
            assertThat(ballots.find().map(each -> each.getString("_id")).into(new ArrayList<>()))
                    .isSorted();
            assertThat(database.listCollections().into(new ArrayList<>())).noneMatch(Outboxes::liesByArrival);
            database.drop();
        }
    }
}
