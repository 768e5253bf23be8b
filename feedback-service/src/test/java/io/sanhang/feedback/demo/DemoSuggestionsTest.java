package io.sanhang.feedback.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.feedback.Neighbours;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.ServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ServiceTest
class DemoSuggestionsTest {

    private static final Neighbours NEIGHBOURS = new Neighbours();

    @Autowired
    DemoSuggestions demo;

    @Autowired
    MongoDatabase database;

    @Autowired
    PublishedEvents events;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("sanhang.demo.enabled", () -> true);
        properties.add("sanhang.neighbours.task", NEIGHBOURS::url);
    }

    @Test
    void every_state_has_something_to_show_and_loading_again_adds_nothing() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !demo.isEmpty());
        demo.load();
        var stored = database.getCollection("suggestions").find().into(new ArrayList<Document>());
        assertThat(stored).hasSize(12);
        assertThat(stored)
                .extracting(each -> each.getString("state"))
                .contains("RECEIVED", "ACCEPTED", "ANSWERED", "ADOPTED", "REFUSED");
        assertThat(stored).allSatisfy(each -> assertThat(each.toJson()).doesNotContainPattern("1380000000[0-9]"));
        assertThat(events.names()).isEmpty();
    }
}
