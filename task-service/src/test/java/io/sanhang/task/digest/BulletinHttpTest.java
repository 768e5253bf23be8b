package io.sanhang.task.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.sanhang.contracts.task.BulletinIssued;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Assignment;
import io.sanhang.task.task.Duty;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.Task;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.TaskRepository;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

class BulletinHttpTest extends ComponentTest {

    private static final String BULLETINS = "/api/task/bulletins";
    private static final Instant OPENED = Instant.parse("2025-01-11T02:00:00Z");

    private final Calls calls;
    private final String office;
    private final String second;
    private final String edu;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private MongoDatabase database;

    BulletinHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        second = tokens.admin();
        edu = tokens.department("u-edu");
    }

    @Test
    @Covers("A030")
    void a_bulletin_is_filled_approved_by_another_and_sent_to_every_unit() {
        var unit = "通报测试局";
        tasks.open(task(unit, "逾期的").signFor(act(clerk(unit), OPENED)));
        tasks.open(closed(unit, Instant.parse("2025-06-20T02:00:00Z")));
        tasks.open(closed(unit, Instant.parse("2025-03-20T02:00:00Z")));
        // Closed after the quarter: when it ended, it was open and late.
        tasks.open(closed(unit, Instant.parse("2025-07-03T02:00:00Z")));

        assertThat(calls.post(edu, BULLETINS, Map.of("period", "2025Q2")).status())
                .isEqualTo(403);
        var draft = calls.post(office, BULLETINS, Map.of("period", "2025Q2"));
        var uri = BULLETINS + "/" + draft.text("id");
        assertThat(calls.post(second, BULLETINS, Map.of("period", "2025Q2")).text("id"))
                .isEqualTo(draft.text("id"));
        assertThat(row(draft.body(), unit)).containsExactly(unit, "4", "1", "2", "2");
        assertThat(calls.get(edu, uri).status()).isEqualTo(404);

        var words = Map.of("title", "二季度通报", "number", "清督通〔2025〕2号", "opening", "现通报如下。", "problems", "逾期较多。");
        assertThat(calls.put(office, uri + "/words", Map.of("title", "没有导语")).status())
                .isEqualTo(400);
        assertThat(calls.put(office, uri + "/words", words, "If-Match", "\"1\"").status())
                .isEqualTo(200);
        assertThat(calls.put(office, uri + "/words", words, "If-Match", "\"1\"").code())
                .isEqualTo("changed-meanwhile");
        assertThat(calls.post(second, uri + "/issue", Map.of()).code()).isEqualTo("bulletin-fixed");
        calls.post(office, uri + "/submission", Map.of());
        assertThat(calls.post(office, uri + "/issue", Map.of()).code()).isEqualTo("second-approver");
        calls.post(second, uri + "/issue", Map.of(), "Idempotency-Key", "issue-1");
        var again = calls.post(second, uri + "/issue", Map.of(), "Idempotency-Key", "issue-1");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("hash")).hasSize(64);
        assertThat(events.ofType(BulletinIssued.class).stream()
                        .filter(event -> event.bulletinId().equals(draft.text("id"))))
                .singleElement()
                .satisfies(event -> assertThat(event.unitIds()).contains("u-edu", "u-t1"));
        // What happens afterwards does not reach what was issued.
        tasks.open(closed(unit, Instant.parse("2025-06-21T02:00:00Z")));
        var read = calls.get(edu, uri);
        assertThat(row(read.body(), unit)).containsExactly(unit, "4", "1", "2", "2");
        assertThat(read.body().path("intact").asBoolean()).isTrue();
        var file = calls.get(edu, uri + "/document");
        assertThat(file.raw().getResponse().getContentType()).contains("wordprocessingml");

        database.getCollection("bulletins")
                .updateOne(Filters.eq("_id", draft.text("id")), Updates.set("issued.blocks.0.text", "改过的"));
        assertThat(calls.get(edu, uri).body().path("intact").asBoolean()).isFalse();
    }

    @Test
    @Covers("A030")
    void a_draft_takes_its_numbers_anew_and_comes_back_with_a_reason() {
        var unit = "取数测试局";
        var draft = calls.post(office, BULLETINS, Map.of("period", "2025Q1"));
        var uri = BULLETINS + "/" + draft.text("id");
        assertThat(row(draft.body(), unit)).isEmpty();
        tasks.open(closed(unit, Instant.parse("2025-03-20T02:00:00Z")));

        assertThat(row(calls.post(office, uri + "/figures", Map.of()).body(), unit))
                .contains("1");
        calls.post(office, uri + "/submission", Map.of());
        assertThat(calls.post(office, uri + "/figures", Map.of()).code()).isEqualTo("bulletin-fixed");
        assertThat(calls.post(second, uri + "/return", Map.of("reason", "补存在的问题"))
                        .text("state"))
                .isEqualTo("draft");
        assertThat(calls.post(office, BULLETINS, Map.of("period", "2031Q1")).code())
                .isEqualTo("no-such-quarter");
        assertThat(calls.post(office, BULLETINS, Map.of("period", "2025")).code())
                .isEqualTo("no-such-quarter");
    }

    private static List<String> row(JsonNode body, String unit) {
        return StreamSupport.stream(body.path("paper").spliterator(), false)
                .filter(part -> part.path("text").asString().equals("牵头单位"))
                .flatMap(part -> StreamSupport.stream(part.path("rows").spliterator(), false))
                .filter(row -> row.path(0).asString().equals(unit))
                .findFirst()
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList())
                .orElse(List.of());
    }

    private static Task closed(String unit, Instant at) {
        return task(unit, "办完的")
                .signFor(act(clerk(unit), OPENED))
                .reportProgress("办完", 100, List.of(), act(clerk(unit), OPENED))
                .applyCloseOut("办完了", List.of(new Evidence("f", "f.pdf", 1)), act(clerk(unit), at))
                .close(null, act(new Caller("a-office", "张伟", Set.of("OFFICE"), "u-office", Set.of()), at));
    }

    private static Task task(String unit, String title) {
        var who = Assignment.of(List.of(new Party(unit, unit)), List.of());
        var duty = Duty.of(title, title, TaskKind.ROUTINE).due(LocalDate.of(2025, 6, 1));
        return Task.open(Ids.random(), duty, who, act(clerk(unit), OPENED));
    }

    private static Caller clerk(String unit) {
        return new Caller("a-clerk", "李红", Set.of("DEPARTMENT"), unit, Set.of());
    }

    private static Act act(Caller by, Instant at) {
        return new Act(Ids.random(), "same", by, at);
    }
}
