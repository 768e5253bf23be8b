package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.time.CalendarYear;
import io.sanhang.support.time.CalendarYears;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Milestones, targets and due dates in working days, over HTTP. */
class ScheduleHttpTest extends ComponentTest {

    private final Calls calls;
    private final ScheduleService schedules;
    private final CalendarYears years;
    private final WorkingCalendar calendar;
    private final String office;
    private final String edu;
    private final String health;
    private final String market;
    private final LocalDate today;

    ScheduleHttpTest(
            @Autowired MockMvcTester http,
            @Autowired Tokens tokens,
            @Autowired ScheduleService schedules,
            @Autowired CalendarYears years,
            @Autowired WorkingCalendar calendar,
            @Autowired Clock clock) {
        today = LocalDate.now(clock);
        calls = new Calls(http);
        this.schedules = schedules;
        this.years = years;
        this.calendar = calendar;
        office = tokens.office();
        edu = tokens.department("u-edu");
        health = tokens.department("u-health");
        market = tokens.department("u-market");
    }

    @Test
    @Covers("A051")
    void the_lead_unit_plans_backwards_looks_and_keeps_it_once() {
        var id = signed(Map.of("dueOn", today.plusDays(90).toString()));
        var steps = Map.of("milestones", List.of(days("勘察设计", 10), days("施工", 20), days("验收", 5)));

        var preview = calls.post(edu, task(id) + "/milestones/preview", steps);
        assertThat(preview.body().path("milestones").path(2).path("dueOn").asString())
                .isEqualTo(today.plusDays(90).toString());
        assertThat(milestones(calls.get(edu, task(id)))).isEmpty();

        var planned = calls.put(edu, task(id) + "/milestones", steps, "Idempotency-Key", "plan-1");
        var again = calls.put(edu, task(id) + "/milestones", steps, "Idempotency-Key", "plan-1");

        assertThat(planned.status()).isEqualTo(200);
        assertThat(milestones(planned)).hasSize(3);
        assertThat(again.body().path("version").asInt())
                .isEqualTo(planned.body().path("version").asInt());
        assertThat(planned.body().path("milestone").path("name").asString()).isEqualTo("勘察设计");
        assertThat(calls.put(edu, task(id) + "/milestones", steps, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    @Covers("A051")
    void only_those_who_lead_plan_and_bad_plans_are_refused() {
        var id = signed(Map.of("dueOn", today.plusDays(20).toString()));
        var body = Map.of("milestones", List.of(on("验收", today.plusDays(20))));
        calls.post(health, task(id) + "/receipt", Map.of());

        assertThat(put(health, id, body).code()).isEqualTo("lead-unit-only");
        assertThat(put(market, id, body).code()).isEqualTo("not-your-task");
        assertThat(put(edu, id, Map.of("milestones", List.of(days("勘察", 100)))).code())
                .isEqualTo("milestones-do-not-fit");
        assertThat(put(edu, id, Map.of("milestones", List.of(on("验收", today.plusDays(21)))))
                        .code())
                .isEqualTo("milestone-outside");
        assertThat(put(edu, id, Map.of("milestones", List.of(Map.of("name", "没有日子"))))
                        .code())
                .isEqualTo("milestones-mixed");
        assertThat(put(edu, id, Map.of("milestones", List.of(days("长", 0)))).status())
                .isEqualTo(400);
        assertThat(put(edu, id, Map.of("milestones", List.of(on("名".repeat(101), today))))
                        .status())
                .isEqualTo(400);
        assertThat(put(edu, id, Map.of("milestones", List.of(Map.of("name", "阶段", "stage", "quick", "dueOn", today))))
                        .status())
                .isEqualTo(400);
        assertThat(put(edu, id, Map.of()).status()).isEqualTo(400);
    }

    @Test
    @Covers("A051")
    void a_unit_reports_a_milestone_the_office_may_return_it_and_a_move_shows() {
        var id = signed(Map.of("dueOn", today.plusDays(60).toString()));
        var planned = put(
                office, id, Map.of("milestones", List.of(on("勘察", today.plusDays(7)), on("验收", today.plusDays(60)))));
        var first = milestones(planned).path(0).path("id").asString();

        var done = calls.post(edu, task(id) + "/milestones/" + first + "/completion", Map.of("note", "报告已出"));
        assertThat(milestones(done).path(0).path("done").path("on").asString()).isEqualTo(today.toString());
        assertThat(calls.post(edu, task(id) + "/milestones/" + first + "/completion", Map.of("note", "再报"))
                        .code())
                .isEqualTo("milestone-done");
        assertThat(calls.post(edu, task(id) + "/milestones/none/completion", Map.of("note", "报"))
                        .code())
                .isEqualTo("no-such-milestone");
        assertThat(calls.post(edu, task(id) + "/milestones/" + first + "/return", Map.of("reason", "不是我"))
                        .status())
                .isEqualTo(403);
        assertThat(calls.post(office, task(id) + "/milestones/" + first + "/return", Map.of("reason", "缺盖章页"))
                        .status())
                .isEqualTo(200);

        var moved =
                Map.of("id", first, "name", "勘察", "dueOn", today.plusDays(14).toString());
        var last = Map.of(
                "id", milestones(done).path(1).path("id").asString(),
                "name", "验收",
                "dueOn", today.plusDays(60).toString());
        assertThat(put(edu, id, Map.of("milestones", List.of(moved, last))).code())
                .isEqualTo("reason-required");
        var after = put(edu, id, Map.of("milestones", List.of(moved, last), "reason", "汛期停工"));

        assertThat(milestones(after).path(1).path("slips").asBoolean()).isTrue();
        assertThat(milestones(after).path(1).path("lightText").asString()).contains("预计顺延到", "超过任务期限");
        assertThat(after.body().path("history").toString()).contains("汛期停工");
    }

    @Test
    @Covers({"K09", "K31"})
    void targets_are_set_by_the_office_read_by_units_and_corrected_by_another_reading() {
        var id = signed(Map.of("dueOn", today.plusDays(60).toString()));
        var jobs = Map.of("kind", "count", "name", "新增就业", "unit", "人", "goal", "1000", "base", "0", "reason", "目标责任书");
        assertThat(calls.post(edu, task(id) + "/targets", jobs).status()).isEqualTo(403);
        var set = calls.post(office, task(id) + "/targets", jobs, "Idempotency-Key", "aim-1");
        calls.post(office, task(id) + "/targets", jobs, "Idempotency-Key", "aim-1");
        var target = target(set, 0).path("id").asString();
        assertThat(calls.get(edu, task(id)).body().path("schedule").path("targets"))
                .hasSize(1);

        var readings = task(id) + "/targets/" + target + "/readings";
        var read = calls.post(edu, readings, Map.of("on", today.toString(), "value", "300", "source", "人社统计月报"));
        assertThat(target(read, 0).path("current").asString()).isEqualTo("300");
        assertThat(target(read, 0).path("percent").asInt()).isEqualTo(30);
        assertThat(calls.post(edu, readings, Map.of("on", today.toString(), "value", "200", "source", "月报"))
                        .code())
                .isEqualTo("reading-exists");
        assertThat(calls.post(edu, readings, Map.of("on", today.toString(), "value", "很多", "source", "月报"))
                        .status())
                .isEqualTo(400);
        assertThat(calls.post(edu, readings, Map.of("on", today.toString(), "value", "1"))
                        .status())
                .isEqualTo(400);
        assertThat(calls.post(health, readings, Map.of("on", today.toString(), "value", "1", "source", "月报"))
                        .code())
                .isEqualTo("illegal-step");
        var wrong = target(read, 0).path("readings").path(0).path("id").asString();
        var correction =
                Map.of("on", today.toString(), "value", "280", "source", "月报", "corrects", wrong, "reason", "重复统计20人");
        var corrected = calls.post(edu, readings, correction);

        assertThat(target(corrected, 0).path("readings")).hasSize(2);
        assertThat(target(corrected, 0)
                        .path("readings")
                        .path(0)
                        .path("corrected")
                        .asBoolean())
                .isTrue();
        assertThat(target(corrected, 0).path("current").asString()).isEqualTo("280");
    }

    @Test
    @Covers({"K09", "K19", "K22"})
    void a_list_is_closed_line_by_line_and_an_unmet_target_needs_a_word_at_close_out() {
        var id = signed(Map.of("dueOn", today.plusDays(60).toString()));
        var list = Map.of("kind", "list", "name", "燃气隐患", "entries", List.of("南街小区", "老市场"), "reason", "专项整治");
        var target = target(calls.post(office, task(id) + "/targets", list), 0);
        var entries = task(id) + "/targets/" + target.path("id").asString() + "/entries";
        var entry = target.path("entries").path(0).path("id").asString();

        var closed = calls.post(edu, entries + "/" + entry + "/closing", Map.of("note", "已更换"));
        assertThat(target(closed, 0).path("entries").path(0).path("unitId").asString())
                .isEqualTo("u-edu");
        assertThat(calls.post(edu, entries + "/" + entry + "/closing", Map.of("note", "再办"))
                        .code())
                .isEqualTo("entry-not-open");
        assertThat(calls.post(edu, entries, Map.of("names", List.of("东岗镇卫生院"))).status())
                .isEqualTo(200);
        assertThat(calls.post(edu, entries, Map.of("names", List.of())).status())
                .isEqualTo(400);
        assertThat(calls.post(edu, entries + "/" + entry + "/reopening", Map.of("reason", "x"))
                        .status())
                .isEqualTo(403);

        calls.post(edu, task(id) + "/progress-reports", Map.of("text", "完成一处"));
        var file = calls.upload(edu, "证明.txt", "完成".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .text("id");
        var apply = new HashMap<String, Object>(Map.of("statement", "完成", "evidence", List.of(file)));
        assertThat(calls.post(edu, task(id) + "/close-out", apply).code()).isEqualTo("unmet-reason-required");
        apply.put("unmet", "两处已列入明年改造");
        var applied = calls.post(edu, task(id) + "/close-out", apply);

        assertThat(applied.body().path("closeOut").path("unmet").asString()).isEqualTo("两处已列入明年改造");
    }

    @Test
    @Covers("A047")
    void a_due_date_in_working_days_explains_itself_and_follows_the_calendar_once() {
        var both = body(Map.of("dueOn", today.plusDays(60).toString(), "dueWorkdays", 5));
        assertThat(calls.post(office, "/api/task/tasks", both).code()).isEqualTo("due-twice");
        var opened = calls.post(office, "/api/task/tasks", body(Map.of("dueWorkdays", 10)));
        var id = opened.text("id");
        var due = calendar.addWorkdays(today, 10);
        assertThat(opened.text("dueOn")).isEqualTo(due.toString());
        assertThat(opened.body().path("schedule").path("whyDue").asString()).contains("起算10个工作日");

        var told = new CalendarChanged(due.getYear(), List.of(due), List.of());
        var delivery = new Delivery<>("d-" + id, told, Instant.now());
        years.on(delivery);
        schedules.on(delivery);
        schedules.on(delivery);

        var after = calls.get(office, task(id));
        assertThat(LocalDate.parse(after.text("dueOn"))).isAfter(due);
        assertThat(after.body().path("schedule").path("earlierDue"))
                .singleElement()
                .satisfies(
                        earlier -> assertThat(earlier.path("dueOn").asString()).isEqualTo(due.toString()));
        assertThat(after.body().path("history").toString()).containsOnlyOnce("recount");
        var usual = CalendarYear.builtIn(due.getYear()).orElseThrow();
        var back = new CalendarChanged(due.getYear(), List.copyOf(usual.holidays()), List.copyOf(usual.workdays()));
        years.on(new Delivery<>("back-" + id, back, Instant.now()));
    }

    private Answer put(String token, String id, Object body) {
        return calls.put(token, task(id) + "/milestones", body);
    }

    private String signed(Map<String, Object> more) {
        var id = calls.post(office, "/api/task/tasks", body(more)).text("id");
        assertThat(calls.post(edu, task(id) + "/receipt", Map.of()).status()).isEqualTo(200);
        return id;
    }

    private static Map<String, Object> body(Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "title", "新建幼儿园",
                "text", "年内投用",
                "leadUnitId", "u-edu",
                "responsibleUnitIds", List.of("u-health")));
        body.putAll(more);
        return body;
    }

    private static Map<String, Object> days(String name, int workdays) {
        return Map.of("name", name, "workdays", workdays);
    }

    private static Map<String, Object> on(String name, LocalDate day) {
        return Map.of("name", name, "dueOn", day.toString());
    }

    private static tools.jackson.databind.JsonNode milestones(Answer answer) {
        return answer.body().path("schedule").path("milestones");
    }

    private static tools.jackson.databind.JsonNode target(Answer answer, int at) {
        return answer.body().path("schedule").path("targets").path(at);
    }

    private static String task(String id) {
        return "/api/task/tasks/" + id;
    }
}
