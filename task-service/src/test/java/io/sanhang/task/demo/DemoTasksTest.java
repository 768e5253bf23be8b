package io.sanhang.task.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.task.file.Files;
import io.sanhang.task.plan.PlanService;
import io.sanhang.task.task.TaskRepository;
import io.sanhang.testing.Tokens;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class DemoTasksTest extends ComponentTest {

    @Autowired
    private PlanService plans;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private Files files;

    @Test
    void the_sample_plan_is_in_the_ledger_once(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        var demo = new DemoTasks(plans, tasks, files, Clock.systemUTC());
        var calls = new Calls(http);
        demo.load();
        var leads = "/api/task/tasks?size=100&unit=u-env";
        var once = calls.get(tokens.office(), leads).body().get("total").asInt();
        demo.load();

        assertThat(demo.isEmpty()).isFalse();
        assertThat(once).isPositive();
        assertThat(calls.get(tokens.office(), leads).body().get("total").asInt())
                .isEqualTo(once);
        assertThat(calls.get(tokens.office(), "/api/task/plan-imports/qinghe-plan")
                        .text("state"))
                .isEqualTo("confirmed");
    }
}
