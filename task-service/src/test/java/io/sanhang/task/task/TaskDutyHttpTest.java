package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The duty map says whose a task is; it is a hint, and changes nothing. */
class TaskDutyHttpTest extends ComponentTest {

    private final Calls calls;
    private final Tokens tokens;

    TaskDutyHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        this.tokens = tokens;
    }

    @Test
    @Covers("A046")
    void a_task_shows_whose_duty_it_is_in_each_unit_that_one_sees_and_is_not_assigned_by_it() {
        var office = tokens.office();
        var head = tokens.staff("a-edu-head", "DEPARTMENT", "u-edu");
        var colleague = tokens.department("u-edu");
        var id = opened("规范取暖收费");
        var other = opened("别的事");

        assertThat(calls.get(office, "/api/task/tasks/" + id + "/duties").body().path("items"))
                .extracting(hint -> hint.get("unitId").asString() + " "
                        + hint.get("postTitle").asString())
                .containsExactly("u-edu 收费岗", "u-health 收费岗");
        var own = calls.get(head, "/api/task/tasks/" + id + "/duties").body().path("items");
        assertThat(own).hasSize(1);
        assertThat(own.get(0).get("duty").asString()).isEqualTo("收费管理");
        assertThat(own.get(0).get("mine").asBoolean()).isTrue();
        assertThat(calls.get(office, "/api/task/tasks/" + other + "/duties")
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(calls.get(tokens.department("u-market"), "/api/task/tasks/" + id + "/duties")
                        .status())
                .isEqualTo(403);
        // Looking it up is no step.
        assertThat(calls.get(office, "/api/task/tasks/" + id).body().path("history"))
                .hasSize(1);

        var mine = calls.get(head, "/api/task/duty-tasks").body();
        assertThat(mine.get("open").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(mine.path("items"))
                .filteredOn(each -> each.at("/task/id").asString().equals(id))
                .singleElement()
                .matches(each -> each.at("/hint/mine").asBoolean());
        assertThat(mine.path("items"))
                .noneMatch(each -> each.at("/task/id").asString().equals(other));
        assertThat(calls.get(colleague, "/api/task/duty-tasks").body().path("items"))
                .noneMatch(each -> each.at("/hint/mine").asBoolean());
        assertThat(calls.get(head, "/api/task/duty-tasks?unit=u-health").status())
                .isEqualTo(403);
        assertThat(calls.get(office, "/api/task/duty-tasks?unit=u-none").code()).isEqualTo("unknown-unit");
        assertThat(calls.get(office, "/api/task/duty-tasks?unit=u-edu").status())
                .isEqualTo(200);
    }

    @Test
    @Covers("A101")
    void the_ledger_and_its_export_narrow_to_what_is_ones_own_by_post_or_by_duty() {
        var head = tokens.staff("a-edu-head", "DEPARTMENT", "u-edu");
        var byPost = opened("归我岗位一");
        var byDuty = opened("归我岗位二，规范取暖收费", "u-health", "u-edu");
        var neither = opened("归我岗位三", "u-health", "u-edu");

        assertThat(ids(head, "?q=归我岗位&duty=mine")).containsExactlyInAnyOrder(byPost, byDuty);
        assertThat(ids(head, "?q=归我岗位&duty=")).contains(neither);
        assertThat(ids(tokens.department("u-edu"), "?q=归我岗位&duty=mine")).isEmpty();
        assertThat(ids(tokens.office(), "?q=归我岗位&duty=mine")).isEmpty();
        assertThat(calls.get(head, "/api/task/tasks?duty=others").code()).isEqualTo("invalid-request");
        assertThat(calls.get(head, "/api/task/sheets/export?format=csv&q=归我岗位&duty=mine")
                        .raw()
                        .getResponse()
                        .getContentAsByteArray())
                .asString(StandardCharsets.UTF_8)
                .contains("归我岗位一", "归我岗位二")
                .doesNotContain("归我岗位三");
    }

    private List<String> ids(String token, String query) {
        return calls.get(token, "/api/task/tasks" + query).body().path("items").values().stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private String opened(String title) {
        return opened(title, "u-edu", "u-health");
    }

    private String opened(String title, String lead, String responsible) {
        var wanted =
                Map.of("title", title, "text", "办好它。", "leadUnitId", lead, "responsibleUnitIds", List.of(responsible));
        return calls.post(tokens.office(), "/api/task/tasks", wanted, "Idempotency-Key", Ids.random())
                .text("id");
    }
}
