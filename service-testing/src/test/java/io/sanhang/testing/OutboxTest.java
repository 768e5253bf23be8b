package io.sanhang.testing;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.events.EventProperties;
import io.sanhang.support.events.EventPublisher;
import io.sanhang.support.events.OutboxRelay;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Outbox;
import io.sanhang.testing.Kit.Note;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A write and its events are one; the relay takes them to a real broker and forgets them only when confirmed. */
@ServiceTest
class OutboxTest {

    @Autowired
    Kit.Notes notes;

    @Autowired
    PublishedEvents events;

    @Autowired
    MongoDatabase database;

    @Autowired
    AmqpAdmin admin;

    @Autowired
    EventPublisher publisher;

    @Autowired
    EventProperties settings;

    @Autowired
    JsonMapper json;

    @Autowired
    TestClock clock;

    private static TaskAssigned event(String title) {
        return new TaskAssigned("t", title, List.of("u-edu"), List.of(), LocalDate.of(2026, 9, 30));
    }

    private static Note note(String id) {
        return new Note(id, 1, "text of " + id, LocalDate.of(2026, 9, 30), List.of("a"));
    }

    private Document raw(String id) {
        return notes.notes
                .collection()
                .withDocumentClass(Document.class)
                .find(eq("_id", id))
                .first();
    }

    @Test
    void a_write_and_its_event_appear_together_and_the_outbox_empties() {
        var id = Ids.random();
        assertThat(notes.notes.insertNew(note(id), event("first " + id), event("second " + id)))
                .isTrue();

        assertThat(notes.notes.get(id)).isEqualTo(note(id));
        await().untilAsserted(() -> assertThat(events.ofType(TaskAssigned.class))
                .extracting(TaskAssigned::title)
                .containsSubsequence("first " + id, "second " + id));
        await().untilAsserted(() -> assertThat(raw(id)).doesNotContainKeys(Outbox.EVENTS, Outbox.LEASE));
    }

    @Test
    void a_taken_key_writes_nothing_and_tells_nobody() {
        var id = Ids.random();
        notes.notes.insertNew(note(id));
        assertThat(notes.notes.insertNew(note(id), event("never"))).isFalse();
        assertThat(notes.notes.insertNew(new Note(Ids.random(), 1, "text of " + id, null, List.of()), event("never")))
                .isFalse();
        assertThat(raw(id)).doesNotContainKey(Outbox.EVENTS);
    }

    @Test
    void a_rewrite_drops_what_became_null_and_keeps_what_waits() {
        var id = Ids.random();
        notes.notes.insertNew(note(id));
        notes.notes.replace(new Note(id, 2, "other " + id, null, List.of()), event("rewritten " + id));
        assertThat(notes.notes.get(id)).isEqualTo(new Note(id, 2, "other " + id, null, List.of()));
        await().untilAsserted(() -> assertThat(events.ofType(TaskAssigned.class))
                .extracting(TaskAssigned::title)
                .contains("rewritten " + id));
    }

    /** The writer goes on while the relay sends and clears: what is added in between is neither lost nor out of order. */
    @Test
    void what_is_added_while_others_are_sent_follows_them() {
        var id = Ids.random();
        notes.notes.insertNew(note(id));
        var titles = IntStream.range(2, 300).mapToObj(at -> id + " " + at).toList();
        for (var at = 2; at < 300; at++) {
            notes.notes.replace(new Note(id, at, "text " + at + id, null, List.of()), event(titles.get(at - 2)));
        }
        await().untilAsserted(() -> assertThat(events.ofType(TaskAssigned.class))
                .extracting(TaskAssigned::title)
                .containsSubsequence(titles));
        await().untilAsserted(() -> assertThat(raw(id)).doesNotContainKeys(Outbox.EVENTS, Outbox.LEASE));
        assertThat(events.ofType(TaskAssigned.class))
                .extracting(TaskAssigned::title)
                .filteredOn(title -> title.startsWith(id))
                .doesNotHaveDuplicates();
    }

    /** They are sent together, on one channel; the one that is returned does not take the other along. */
    @Test
    void an_event_that_nobody_takes_waits_and_the_one_after_it_goes() {
        var name = "mixed_" + Ids.random();
        var mixed = database.getCollection(name);
        var nobody = Ids.random();
        var somebody = Ids.random();
        mixed.insertMany(List.of(left(nobody, "nobody.listens.v1"), left(somebody, "task.closed.v1")));
        var relay = new OutboxRelay(
                database,
                publisher,
                json,
                clock,
                new EventProperties(settings.exchange(), "", Duration.ofSeconds(5), Duration.ofHours(1), 4));
        var probe = settings.exchange() + ".probe";
        var all = new Binding(probe, DestinationType.QUEUE, settings.exchange(), "#", null);
        var tasks = new Binding(probe, DestinationType.QUEUE, settings.exchange(), "task.#", null);
        admin.declareBinding(tasks);
        admin.removeBinding(all);
        relay.nudge(name, nobody);
        relay.nudge(name, somebody);
        relay.start();
        try {
            await().untilAsserted(
                            () -> assertThat(mixed.find(eq("_id", somebody)).first())
                                    .doesNotContainKeys(Outbox.EVENTS, Outbox.LEASE));
            assertThat(mixed.find(eq("_id", nobody)).first()).containsKeys(Outbox.EVENTS, Outbox.LEASE);
        } finally {
            relay.stop();
            mixed.drop();
            admin.declareBinding(all);
            admin.removeBinding(tasks);
        }
    }

    private static Document left(String id, String event) {
        return new Document("_id", id)
                .append(Outbox.LEASE, new java.util.Date(0))
                .append(
                        Outbox.EVENTS,
                        List.of(new Document("id", id)
                                .append("name", event)
                                .append("at", new java.util.Date(0))
                                .append("json", "{}")));
    }

    @Test
    void of_two_writers_the_second_is_told() {
        var id = Ids.random();
        notes.notes.insertNew(note(id));
        notes.notes.replace(new Note(id, 2, "mine " + id, null, List.of()));
        assertThatThrownBy(() -> notes.notes.replace(new Note(id, 2, "late " + id, null, List.of()), event("late")))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("changed-meanwhile"));
        assertThat(notes.notes.get(id).text()).isEqualTo("mine " + id);
    }

    @Test
    void what_a_dead_process_left_is_swept_up_after_its_lease() {
        var id = Ids.random();
        var left = new Document("_id", id)
                .append("version", 1L)
                .append("text", "left by the dead " + id)
                .append(Outbox.LEASE, new java.util.Date(0))
                .append(
                        Outbox.EVENTS,
                        List.of(new Document("id", id)
                                .append("name", "task.assigned.v1")
                                .append("at", new java.util.Date(0))
                                .append(
                                        "json",
                                        "{\"taskId\":\"t\",\"title\":\"swept " + id
                                                + "\",\"leadUnitIds\":[],\"responsibleUnitIds\":[]}")));
        notes.notes.collection().withDocumentClass(Document.class).insertOne(left);
        await().untilAsserted(() -> assertThat(events.ofType(TaskAssigned.class))
                .extracting(TaskAssigned::title)
                .contains("swept " + id));
        await().untilAsserted(() -> assertThat(raw(id)).doesNotContainKey(Outbox.LEASE));
    }

    /** The next regular look is an hour away: it goes on by itself until nothing is left. */
    @Test
    void however_much_a_dead_process_left_it_is_swept_up_in_one_go() {
        var name = "left_" + Ids.random();
        var left = database.getCollection(name);
        left.insertMany(IntStream.range(0, 1_250)
                .mapToObj(at -> left(name + at, "task.closed.v1"))
                .toList());
        var relay = new OutboxRelay(
                database,
                publisher,
                json,
                clock,
                new EventProperties(settings.exchange(), "", Duration.ofSeconds(5), Duration.ofHours(1), 4));
        relay.watch(name);
        relay.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> left.countDocuments(Filters.exists(Outbox.LEASE)) == 0);
            assertThat(left.countDocuments()).isEqualTo(1_250);
        } finally {
            relay.stop();
            left.drop();
        }
    }
}
