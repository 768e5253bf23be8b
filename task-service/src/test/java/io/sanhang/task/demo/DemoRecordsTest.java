package io.sanhang.task.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.task.activity.ActivityRepository;
import io.sanhang.task.activity.ActivityTypes;
import io.sanhang.task.digest.BulletinRepository;
import io.sanhang.task.digest.BulletinService;
import io.sanhang.task.file.Files;
import io.sanhang.task.plan.PlanService;
import io.sanhang.task.roster.RosterService;
import io.sanhang.task.task.TaskFacts;
import io.sanhang.task.task.TaskRepository;
import io.sanhang.testing.Tokens;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class DemoRecordsTest extends ComponentTest {

    private final DemoRecords demo;

    /** With the real day, as its tasks are told by it. */
    DemoRecordsTest(
            @Autowired PlanService plans,
            @Autowired TaskRepository tasks,
            @Autowired Files files,
            @Autowired ActivityRepository activities,
            @Autowired ActivityTypes types,
            @Autowired TaskFacts facts,
            @Autowired RosterService roster,
            @Autowired BulletinService bulletins,
            @Autowired BulletinRepository kept) {
        var clock = Clock.systemUTC();
        var first = new DemoTasks(plans, tasks, files, clock);
        demo = new DemoRecords(first, activities, types, tasks, facts, roster, bulletins, kept, clock);
    }

    @Test
    void every_page_has_something_to_show_and_loading_again_adds_nothing(
            @Autowired MockMvcTester http, @Autowired Tokens tokens) {
        var calls = new Calls(http);
        var office = tokens.office();

        demo.load();
        var once = calls.get(office, "/api/task/activities?size=200").body();
        demo.load();

        assertThat(demo.isEmpty()).isFalse();
        assertThat(calls.get(office, "/api/task/activities?size=200").body().path("total"))
                .isEqualTo(once.path("total"));
        assertThat(once.path("items").findValuesAsString("type"))
                .contains(
                        "coordination-meeting",
                        "progress-meeting",
                        "on-site-meeting",
                        "leading-group-decision",
                        "agenda-item",
                        "dispatch",
                        "implementation-opinion",
                        "result-report",
                        "enterprise-visit");
        var meetings = "/api/task/activities?size=200&type=coordination-meeting&q=县医院";
        var id = calls.get(office, meetings).body().at("/items/0/id").asString();
        var meeting = calls.get(office, "/api/task/activities/" + id).body();
        assertThat(meeting.at("/saying/decisions/0/stateText").asString()).isEqualTo("待签收");
        var roster = calls.get(office, "/api/task/enterprises?q=清河").body();
        assertThat(roster.path("items").size()).isGreaterThan(4);
        assertThat(calls.get(office, "/api/task/enterprises?visited=false&q=红旗")
                        .body()
                        .path("items"))
                .hasSize(1);
        assertThat(calls.get(office, "/api/task/bulletins").body().path("items").findValuesAsString("state"))
                .contains("issued", "draft");
    }
}
