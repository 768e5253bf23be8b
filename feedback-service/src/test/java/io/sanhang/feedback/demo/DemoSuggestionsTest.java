package io.sanhang.feedback.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.feedback.Neighbours;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.ServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ServiceTest
class DemoSuggestionsTest {

    private static final Neighbours NEIGHBOURS = taskServiceDown();

    private static Neighbours taskServiceDown() {
        var neighbours = new Neighbours();
        neighbours.taskStatus = 503;
        return neighbours;
    }

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
    void what_does_not_need_task_service_is_there_at_once_and_the_rest_when_it_is_up() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> stored().size() == 10);
        assertThat(demo.isEmpty()).isTrue();
        NEIGHBOURS.taskStatus = 200;
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !demo.isEmpty());
        demo.load();
        assertThat(stored()).hasSize(12);
        assertThat(stored())
                .extracting(each -> each.getString("state"))
                .contains("RECEIVED", "ACCEPTED", "ANSWERED", "ADOPTED", "REFUSED");
        assertThat(stored()).allSatisfy(each -> assertThat(each.toJson()).doesNotContainPattern("1380000000[0-9]"));
        assertThat(events.names()).isEmpty();
    }

    private List<Document> stored() {
        return database.getCollection("suggestions").find().into(new ArrayList<>());
    }
}
