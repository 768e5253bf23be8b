package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.sanhang.contracts.task.TaskExtensionAsked;
import io.sanhang.contracts.task.TaskExtensionDecided;
import io.sanhang.contracts.task.TaskReminded;
import io.sanhang.contracts.task.TaskReopened;
import io.sanhang.contracts.task.TaskResumed;
import io.sanhang.contracts.task.TaskSuspended;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class SupervisionHttpTest extends ComponentTest {

    private final Calls calls;
    private final String office;
    private final String edu;
    private final String market;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private TestClock clock;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private MongoDatabase database;

    SupervisionHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
        market = tokens.department("u-market");
    }

    @AfterEach
    void now() {
        clock.setTo(TestClock.START);
    }

    @Test
    @Covers("A047")
    void more_time_is_asked_for_and_decided_and_the_earlier_promise_stays() {
        var id = signed("延期", "2026-09-30");
        assertThat(calls.post(market, task(id) + "/extensions", extension("2026-10-20"))
                        .code())
                .isEqualTo("not-your-task");
        assertThat(calls.post(edu, task(id) + "/extensions", extension("2026-09-30"))
                        .code())
                .isEqualTo("extension-not-later");
        assertThat(calls.post(edu, task(id) + "/extensions", Map.of("reason", "没写日期"))
                        .status())
                .isEqualTo(400);

        step(edu, id, "extensions", extension("2026-10-20"));
        assertThat(waiting(office, "extension-asked")).contains(id);
        var granted = step(office, id, "extensions/approval", Map.of());
        assertThat(waiting(office, "extension-asked")).doesNotContain(id);

        assertThat(granted.text("dueOn")).isEqualTo("2026-10-20");
        var shown = granted.body().path("extensions").path(0);
        assertThat(shown.path("from").asString()).isEqualTo("2026-09-30");
        assertThat(shown.path("granted").asBoolean()).isTrue();
        assertThat(events.ofType(TaskExtensionAsked.class))
                .anyMatch(event -> event.taskId().equals(id));
        assertThat(events.ofType(TaskExtensionDecided.class))
                .anyMatch(event -> event.taskId().equals(id) && event.granted());
    }

    @Test
    @Covers("A047")
    void the_working_days_that_were_left_are_left_again_after_a_pause() {
        // Two working days are left on Monday the 14th.
        var id = signed("暂停", "2026-09-16");
        step(office, id, "suspension", Map.of("reason", "等规划批复"));
        clock.advance(Duration.ofDays(7));

        var resumed = step(office, id, "suspension/end", Map.of());

        assertThat(resumed.text("dueOn")).isEqualTo("2026-09-23");
        assertThat(resumed.body().path("pauses").path(0).path("reason").asString())
                .isEqualTo("等规划批复");
        assertThat(events.ofType(TaskSuspended.class))
                .anyMatch(event -> event.taskId().equals(id));
        assertThat(events.ofType(TaskResumed.class))
                .anyMatch(event -> event.taskId().equals(id));
        assertThat(calls.post(office, task(id) + "/suspension/end", Map.of()).code())
                .isEqualTo("illegal-step");
    }

    @Test
    @Covers("A107")
    void a_closed_task_is_reopened_by_the_office_alone() {
        var id = signed("重新启动", "2026-09-30");
        step(edu, id, "progress-reports", Map.of("text", "办完"));
        var file = calls.upload(edu, "照片.pdf", "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII))
                .text("id");
        step(edu, id, "close-out", Map.of("statement", "完成", "evidence", List.of(file)));
        step(office, id, "close-out/approval", Map.of());
        assertThat(calls.post(edu, task(id) + "/reopening", Map.of("reason", "再改改"))
                        .status())
                .isEqualTo(403);
        assertThat(calls.post(office, task(id) + "/reopening", Map.of()).code()).isEqualTo("reason-required");

        assertThat(step(office, id, "reopening", Map.of("reason", "群众反映又坏了")).text("state"))
                .isEqualTo("in-progress");
        assertThat(events.ofType(TaskReopened.class))
                .anyMatch(event -> event.taskId().equals(id));
    }

    @Test
    @Covers("A101")
    void rounds_on_two_replicas_remind_of_each_task_once_for_each_reason() {
        var id = signed("提醒", "2026-09-16");
        var round = new ReminderRound(tasks, calendar, clock);
        var second = new ReminderRound(tasks, calendar, clock);

        Stream.of(round, second, round).forEach(ReminderRound::go);
        clock.advance(Duration.ofDays(3));
        Stream.of(second, round).forEach(ReminderRound::go);

        assertThat(events.ofType(TaskReminded.class, 2).stream()
                        .filter(event -> event.taskId().equals(id))
                        .map(TaskReminded::kind))
                .containsExactlyInAnyOrder("before", "overdue");
    }

    @Test
    @Covers("A035")
    void the_office_reminds_by_hand_and_a_double_click_reminds_once() {
        var id = signed("催办", "2026-09-30");
        var body = Map.of("note", "周五前报进度");

        calls.post(office, task(id) + "/reminders", body, "Idempotency-Key", "remind-1");
        calls.post(office, task(id) + "/reminders", body, "Idempotency-Key", "remind-1");

        assertThat(events.ofType(TaskReminded.class).stream()
                        .filter(event -> event.taskId().equals(id)))
                .singleElement()
                .satisfies(event -> assertThat(event.words()).isEqualTo("周五前报进度"));
        assertThat(calls.post(edu, task(id) + "/reminders", body).status()).isEqualTo(403);
    }

    @Test
    @Covers("A011")
    void an_altered_line_of_the_history_shows() {
        var id = signed("改历史", "2026-09-30");
        assertThat(calls.get(edu, task(id) + "/history").body().path("intact").asBoolean())
                .isTrue();
        assertThat(calls.get(market, task(id) + "/history").status()).isEqualTo(403);

        database.getCollection("tasks").updateOne(Filters.eq("_id", id), Updates.set("history.0.byName", "别人"));

        assertThat(calls.get(edu, task(id) + "/history").body().path("intact").asBoolean())
                .isFalse();
    }

    private List<String> waiting(String token, String what) {
        return calls.get(token, "/api/task/tasks?size=100&state=" + what).body().findValuesAsString("id");
    }

    private String signed(String title, String dueOn) {
        var body = Map.of("title", title, "text", title, "leadUnitId", "u-edu", "dueOn", dueOn);
        var id = calls.post(office, "/api/task/tasks", body).text("id");
        step(edu, id, "receipt", Map.of());
        return id;
    }

    private static Map<String, Object> extension(String until) {
        return Map.of("until", until, "reason", "汛期停工");
    }

    private Answer step(String token, String id, String step, Object body) {
        var answer = calls.post(token, task(id) + "/" + step, body);
        assertThat(answer.status()).as(step + " " + answer.body()).isEqualTo(200);
        return answer;
    }

    private static String task(String id) {
        return "/api/task/tasks/" + id;
    }
}
