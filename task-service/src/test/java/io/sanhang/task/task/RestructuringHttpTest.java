package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.contracts.task.TaskMerged;
import io.sanhang.contracts.task.TaskSplit;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.EventSender;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** One task becomes several, several become one, and back. */
class RestructuringHttpTest extends ComponentTest {

    private final Calls calls;
    private final String office;
    private final String edu;
    private final String health;
    private final String service;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private EventSender sender;

    @Autowired
    private TaskRepository tasks;

    RestructuringHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
        health = tokens.department("u-health");
        service = tokens.service();
    }

    @Test
    void a_task_is_split_once_into_parts_that_their_units_sign_for() {
        var id = opened("拆分");
        var first = calls.post(office, task(id) + "/split", split(), "Idempotency-Key", "split-1");
        var again = calls.post(office, task(id) + "/split", split(), "Idempotency-Key", "split-1");

        assertThat(first.text("state")).isEqualTo("split");
        assertThat(links(again)).isEqualTo(links(first)).hasSize(2);
        assertThat(first.body().path("ending").path("reason").asString()).isEqualTo("涉及两个单位");
        var part = calls.get(health, task(links(first).get(1)));
        assertThat(part.text("state")).isEqualTo("assigned");
        assertThat(part.text("title")).isEqualTo("卫健部分");
        assertThat(part.text("dueOn")).isEqualTo("2026-10-31");
        assertThat(part.body().path("origin").path("id").asString()).isEqualTo(id);
        assertThat(calls.get(edu, task(links(first).get(0))).text("dueOn")).isEqualTo("2026-12-31");
        assertThat(calls.get(edu, task(links(first).get(1))).status()).isEqualTo(403);
        assertThat(events.ofType(TaskAssigned.class))
                .filteredOn(event -> links(first).contains(event.taskId()))
                .hasSize(2);
        assertThat(events.ofType(TaskSplit.class))
                .anyMatch(event -> event.taskId().equals(id));
        assertThat(calls.post(edu, task(id) + "/receipt", Map.of()).code()).isEqualTo("illegal-step");
    }

    @Test
    void what_cannot_be_split_is_refused_and_left_as_it_was() {
        var id = opened("不能拆");
        assertThat(calls.post(edu, task(id) + "/split", split()).status()).isEqualTo(403);
        var one = Map.of("parts", List.of(part("只有一项", "u-edu", null)), "reason", "试试");
        assertThat(calls.post(office, task(id) + "/split", one).code()).isEqualTo("split-in-two");
        var unknown = Map.of("parts", List.of(part("甲", "u-none", null), part("乙", "u-edu", null)), "reason", "试试");
        var no = calls.post(office, task(id) + "/split", unknown);
        assertThat(no.code()).isEqualTo("unknown-unit");
        assertThat(no.body().path("errors").path(0).path("pointer").asString()).isEqualTo("/parts/0/leadUnitId");
        var late = Map.of("parts", List.of(part("甲", "u-edu", "2020-01-01"), part("乙", "u-edu", null)), "reason", "x");
        assertThat(calls.post(office, task(id) + "/split", late).code()).isEqualTo("due-before-start");
        var silent = Map.of("parts", split().get("parts"), "reason", " ");
        assertThat(calls.post(office, task(id) + "/split", silent).status()).isEqualTo(400);
        assertThat(calls.get(edu, task(id)).text("state")).isEqualTo("assigned");

        var suggestion = Map.of(
                "origin",
                Map.of("kind", "suggestion", "id", Ids.random()),
                "title",
                "路灯",
                "text",
                "修路灯",
                "leadUnitId",
                "u-edu",
                "decidedBy",
                "a-office");
        var waited = calls.post(service, "/api/task/internal/tasks", suggestion).text("id");
        assertThat(calls.post(office, task(waited) + "/split", split()).code()).isEqualTo("split-has-origin");
    }

    @Test
    void a_split_is_undone_while_nobody_has_signed_for_a_part() {
        var id = opened("收回");
        var parts = links(calls.post(office, task(id) + "/split", split()));
        calls.post(edu, task(parts.get(0)) + "/receipt", Map.of());
        assertThat(calls.post(office, task(id) + "/reopening", Map.of("reason", "拆错了"))
                        .code())
                .isEqualTo("parts-under-way");
        assertThat(calls.get(health, task(parts.get(1))).text("state")).isEqualTo("assigned");

        var other = opened("再收回");
        var free = links(calls.post(office, task(other) + "/split", split()));
        assertThat(calls.post(office, task(other) + "/reopening", Map.of("reason", " "))
                        .code())
                .isEqualTo("reason-required");
        assertThat(calls.get(health, task(free.get(1))).text("state")).isEqualTo("assigned");
        var back = calls.post(office, task(other) + "/reopening", Map.of("reason", "拆错了"));

        assertThat(back.text("state")).isEqualTo("assigned");
        for (var part : free) {
            var ended = calls.get(office, task(part));
            assertThat(ended.text("state")).isEqualTo("merged");
            assertThat(links(ended)).containsExactly(other);
        }
    }

    @Test
    void duplicates_end_in_one_and_what_was_done_stays_readable() {
        var survivor = opened("合并到");
        var duplicate = opened("重复的");
        calls.post(edu, task(duplicate) + "/receipt", Map.of());
        calls.post(edu, task(duplicate) + "/progress-reports", Map.of("text", "办了一半"));
        assertThat(calls.post(office, task(survivor) + "/merger", merger(survivor))
                        .code())
                .isEqualTo("merge-others");
        assertThat(calls.post(office, task(survivor) + "/merger", merger("no-such-task"))
                        .status())
                .isEqualTo(404);
        assertThat(calls.post(edu, task(survivor) + "/merger", merger(duplicate))
                        .status())
                .isEqualTo(403);

        Answer merged = null;
        for (var again = 0; again < 2; again++) {
            merged = calls.post(office, task(survivor) + "/merger", merger(duplicate), "Idempotency-Key", "merge-1");
            assertThat(merged.status()).isEqualTo(200);
        }
        assertThat(merged).isNotNull();
        assertThat(merged.body().path("absorbed")).hasSize(1);
        var ended = calls.get(edu, task(duplicate));
        assertThat(ended.text("state")).isEqualTo("merged");
        assertThat(links(ended)).containsExactly(survivor);
        assertThat(ended.body().path("progress")).hasSize(1);
        assertThat(ended.body().path("receipts")).hasSize(1);
        assertThat(calls.post(office, task(opened("另一项")) + "/merger", merger(duplicate))
                        .code())
                .isEqualTo("illegal-step");
        assertThat(events.ofType(TaskMerged.class))
                .filteredOn(event -> event.taskId().equals(survivor))
                .hasSize(1);

        var back = calls.post(office, task(duplicate) + "/reopening", Map.of("reason", "不是一件事"));
        assertThat(back.text("state")).isEqualTo("in-progress");
        assertThat(calls.get(office, task(survivor)).body().path("absorbed")).isEmpty();
    }

    @Test
    void whoever_waits_for_a_merged_task_hears_when_the_work_is_done() {
        var origin = Ids.random();
        var suggestion = Map.of(
                "origin",
                Map.of("kind", "suggestion", "id", origin),
                "title",
                "路灯",
                "text",
                "修路灯",
                "leadUnitId",
                "u-edu",
                "decidedBy",
                "a-office");
        var waited = calls.post(service, "/api/task/internal/tasks", suggestion).text("id");
        var survivor = opened("全县路灯排查");
        calls.post(office, task(survivor) + "/merger", merger(waited));
        calls.post(edu, task(survivor) + "/receipt", Map.of());
        calls.post(edu, task(survivor) + "/progress-reports", Map.of("text", "在办"));
        var file = calls.upload(edu, "照片.pdf", "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8))
                .text("id");
        calls.post(edu, task(survivor) + "/close-out", Map.of("statement", "办完", "evidence", List.of(file)));
        calls.post(office, task(survivor) + "/close-out/approval", Map.of());

        assertThat(events.ofType(TaskClosed.class)).anyMatch(event -> origin.equals(event.originId()));
    }

    /** The event alone opens the parts and ends the others, also when the process stopped before it could. */
    @Test
    void what_a_stop_left_undone_is_done_when_the_event_comes() {
        var by = People.OFFICE;
        var whole = opened("中断的拆分");
        var pieces = List.of(
                new Oversight.Part(
                        Ids.random(), "甲", "办好甲", null, People.between().leadUnits(), List.of(), null),
                new Oversight.Part(
                        Ids.random(), "乙", "办好乙", null, People.between().leadUnits(), List.of(), null));
        var split = tasks.find(whole).orElseThrow().split(pieces, "分工", People.act(by));
        tasks.replace(split);
        sender.send(TaskEvents.split(split, "分工"));
        await().untilAsserted(() -> assertThat(tasks.find(pieces.get(1).id())).isPresent());

        var survivor = opened("中断的合并");
        var other = tasks.find(opened("要并进来的")).orElseThrow();
        var next = tasks.find(survivor).orElseThrow().absorb(List.of(other), "重复", People.act(by));
        tasks.replace(next);
        sender.send(TaskEvents.merged(next, List.of(other), "重复"));
        await().untilAsserted(() ->
                assertThat(tasks.find(other.id()).orElseThrow().state()).isEqualTo(State.MERGED));
    }

    private static List<String> links(Answer answer) {
        return answer.body().path("ending").path("into").values().stream()
                .map(link -> link.path("id").asString())
                .toList();
    }

    private String opened(String title) {
        return calls.post(
                        office,
                        "/api/task/tasks",
                        Map.of("title", title, "text", "按要求办理。", "leadUnitId", "u-edu", "dueOn", "2026-12-31"))
                .text("id");
    }

    private static Map<String, Object> split() {
        return Map.of(
                "parts",
                List.of(part("教育部分", "u-edu", null), part("卫健部分", "u-health", "2026-10-31")),
                "reason",
                "涉及两个单位");
    }

    private static Map<String, Object> part(String title, String unit, @Nullable String due) {
        return due == null
                ? Map.of("title", title, "text", "办好" + title, "leadUnitId", unit)
                : Map.of("title", title, "text", "办好" + title, "leadUnitId", unit, "dueOn", due);
    }

    private static Map<String, Object> merger(String other) {
        return Map.of("taskIds", List.of(other), "reason", "重复立项");
    }

    private static String task(String id) {
        return "/api/task/tasks/" + id;
    }
}
