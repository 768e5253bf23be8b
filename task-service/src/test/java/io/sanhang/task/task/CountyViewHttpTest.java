package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/**
 * What leaders and the office see over the tasks. Two units of its own keep it apart from the other tests in the same
 * store: 县甲局 with a head, 县乙局 whose head's post is vacant.
 */
class CountyViewHttpTest extends ComponentTest {

    private static final String VIEWS = "/api/task/views";
    private static final Caller OV1 = new Caller("a-u-ov1", "甲局经办人", Set.of("DEPARTMENT"), "u-ov1", Set.of());
    private static final Instant NOW = TestClock.START;
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneId.of("Asia/Shanghai"));

    private final Calls calls;
    private final Tokens tokens;
    private final TaskRepository tasks;
    private final String office;

    CountyViewHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired TaskRepository tasks) {
        calls = new Calls(http);
        this.tokens = tokens;
        this.tasks = tasks;
        office = tokens.office();
    }

    /** A key task of the group 检验推进组, given to one of the two units long ago. */
    private Task kept(String unitId, LocalDate dueOn, int givenDaysAgo) {
        var id = Ids.random();
        var at = NOW.minus(givenDaysAgo, ChronoUnit.DAYS);
        var party = new Party(unitId, unitId.equals("u-ov1") ? "县甲局" : "县乙局");
        var who = Assignment.of(List.of(party), List.of())
                .answeredBy("p-" + unitId.substring(2) + "-head")
                .inGroup("g-test", "检验推进组");
        var duty =
                Duty.of("检验任务" + id, "检验。", TaskKind.KEY_TASK).on(Voyage.ESCORT).due(dueOn);
        var task = Task.open(id, duty, who, new Act(id, id, People.OFFICE, at));
        tasks.open(task);
        return task;
    }

    private Task replaced(Task next) {
        tasks.replace(next);
        return next;
    }

    private static Act act(Caller by, int daysAgo) {
        var id = Ids.random();
        return new Act(id, id, by, NOW.minus(daysAgo, ChronoUnit.DAYS));
    }

    private static Stream<JsonNode> items(JsonNode of) {
        return of.valueStream();
    }

    private static JsonNode only(JsonNode list, String field, String value) {
        return items(list)
                .filter(each -> each.at(field).asString("").equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " not in " + list));
    }

    private JsonNode answering(String unitId, String token) {
        return only(calls.get(token, VIEWS + "/answers").body().path("units"), "/standing/key", unitId);
    }

    @Test
    @Covers({"A101", "A103"})
    void a_unit_its_first_responsible_post_the_holder_or_nobody_and_what_is_open() {
        kept("u-ov1", TODAY.minusDays(2), 10);
        var before = answering("u-ov1", office).path("standing");
        kept("u-ov1", TODAY.minusDays(1), 10);
        kept("u-ov2", TODAY.plusDays(9), 10);

        var row = answering("u-ov1", office);
        assertThat(row.path("holder").asString()).isEqualTo("甲长");
        assertThat(row.path("postTitle").asString()).isEqualTo("县甲局局长");
        assertThat(row.at("/standing/overdue").asInt())
                .isEqualTo(before.path("overdue").asInt() + 1);
        assertThat(row.at("/standing/open").asInt())
                .isEqualTo(before.path("open").asInt() + 1);
        var vacant = answering("u-ov2", office);
        assertThat(vacant.path("holder").asString("")).isEmpty();
        assertThat(vacant.path("postTitle").asString()).isEqualTo("县乙局局长");

        var own =
                calls.get(tokens.department("u-ov1"), VIEWS + "/answers").body().path("units");
        assertThat(items(own).map(each -> each.at("/standing/key").asString())).containsExactly("u-ov1");
    }

    @Test
    @Covers("A101")
    void an_overdue_task_names_who_answers_for_it_wherever_it_is_shown_and_others_do_not() {
        var late = kept("u-ov1", TODAY.minusDays(3), 10);
        var vacant = kept("u-ov2", TODAY.minusDays(3), 10);
        var early = kept("u-ov1", TODAY.plusDays(3), 10);

        assertThat(calls.get(office, "/api/task/tasks/" + late.id())
                        .body()
                        .at("/responsible/holder")
                        .asString())
                .isEqualTo("甲长");
        var listed = calls.get(office, "/api/task/tasks?due=overdue&size=200&group=g-test")
                .body()
                .path("items");
        assertThat(only(listed, "/id", late.id()).at("/responsible/title").asString())
                .isEqualTo("县甲局局长");
        var nobody = only(listed, "/id", vacant.id()).path("responsible");
        assertThat(nobody.path("title").asString()).isEqualTo("县乙局局长");
        assertThat(nobody.has("holder")).isFalse();
        assertThat(calls.get(office, "/api/task/tasks/" + early.id()).body().has("responsible"))
                .isFalse();

        IDENTITY.goDown();
        var silent = calls.get(office, "/api/task/tasks/" + late.id());
        assertThat(silent.status()).isEqualTo(200);
        assertThat(silent.body().has("responsible")).isFalse();
    }

    @Test
    @Covers("A100")
    void a_leader_sees_the_own_span_by_field_and_unit_and_nothing_else() {
        kept("u-ov1", TODAY.plusDays(3), 1);
        var leader = tokens.leader("u-ov1", "u-ov2");

        var spans = calls.get(leader, VIEWS + "/spans").body().path("items");

        assertThat(spans).hasSize(1);
        assertThat(spans.at("/0/fields/0/field").asString()).isEqualTo("检验");
        assertThat(items(spans.at("/0/fields/0/units"))
                        .map(each -> each.at("/standing/key").asString()))
                .containsExactly("u-ov1", "u-ov2");
        assertThat(spans.at("/0/fields/0/units/0/standing/open").asInt()).isPositive();
        assertThat(items(calls.get(office, VIEWS + "/spans").body().path("items"))
                        .map(each -> each.path("postId").asString()))
                .contains("p-vice-ov", "p-other");
        assertThat(calls.get(tokens.department("u-ov1"), VIEWS + "/spans").status())
                .isEqualTo(403);
        // Who leads only one of the two units by the token sees only that one, whatever the directory says meanwhile.
        assertThat(calls.get(tokens.leader("u-ov2"), VIEWS + "/spans").body().at("/items/0/fields/0/units"))
                .hasSize(1);
        assertThat(items(calls.get(leader, VIEWS + "/county").body().path("byUnit"))
                        .map(each -> each.path("key").asString()))
                .allMatch(Set.of("u-ov1", "u-ov2")::contains);
    }

    @Test
    @Covers({"A128", "A007"})
    void the_county_has_plan_conflicts_progress_and_overdue_by_line_group_and_unit() {
        kept("u-ov1", TODAY.minusDays(2), 10);
        var county = calls.get(office, VIEWS + "/county").body();

        assertThat(only(county.path("byGroup"), "/key", "g-test")
                        .path("overdue")
                        .asInt())
                .isPositive();
        assertThat(only(county.path("byUnit"), "/key", "u-ov1").path("total").asInt())
                .isPositive();
        var escort = only(county.path("byVoyage"), "/key", "escort");
        assertThat(escort.path("overdue").asInt()).isPositive();
        assertThat(county.at("/all/total").asInt())
                .isGreaterThanOrEqualTo(escort.path("total").asInt());
        assertThat(county.at("/all/open").asInt() + county.at("/all/closed").asInt())
                .isEqualTo(county.at("/all/total").asInt());
        assertThat(county.has("plans") && county.has("conflicts")).isTrue();
        assertThat(calls.get(tokens.department("u-ov1"), VIEWS + "/county").status())
                .isEqualTo(403);
    }

    @Test
    @Covers({"A135", "A136", "A137", "A138", "A139", "A140", "A141", "A142", "A143", "A144"})
    void a_working_group_shows_who_sits_in_it_and_how_its_key_tasks_stand() {
        kept("u-ov1", TODAY.minusDays(2), 10);
        var group = only(calls.get(office, VIEWS + "/groups").body().path("items"), "/standing/key", "g-test");

        assertThat(group.at("/seats/0/role").asString()).isEqualTo("leader");
        assertThat(group.at("/seats/0/holder").asString()).isEqualTo("测试领导");
        assertThat(group.at("/seats/1/holder").asString("")).isEmpty();
        assertThat(group.at("/standing/overdue").asInt()).isPositive();
        assertThat(calls.get(office, "/api/task/tasks?group=g-test")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(group.at("/standing/total").asInt());
        assertThat(items(calls.get(tokens.department("u-market"), VIEWS + "/groups")
                                .body()
                                .path("items"))
                        .map(each -> each.at("/standing/key").asString()))
                .doesNotContain("g-test");
    }

    /** A seat of the office's own unit must not make it a mere reader of that group. */
    @Test
    void an_office_with_a_seat_in_a_group_still_sees_its_drafts() {
        var id = Ids.random();
        var who = Assignment.of(List.of(), List.of()).inGroup("g-drafts", "起草推进组");
        var duty = Duty.of("还没下达的任务", "检验。", TaskKind.KEY_TASK).due(TODAY);
        var draft = Task.open(id, duty, who, new Act(id, id, People.OFFICE, NOW));
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        tasks.open(draft);
        var seated = tokens.token(claims -> claims.subject("a-office")
                .claim("name", "督查室")
                .claim("roles", List.of("OFFICE"))
                .claim("unit", "u-office")
                .claim("groups", List.of("g-drafts")));
        var member = tokens.member("u-t4", "g-drafts");

        var path = "/api/task/tasks?group=g-drafts";
        assertThat(calls.get(seated, path).body().path("total").asInt()).isOne();
        assertThat(calls.get(member, path).body().path("total").asInt()).isZero();
    }

    @Test
    @Covers("A139")
    void who_has_a_seat_in_a_group_sees_all_that_it_carries_and_does_no_other_units_work() {
        var task = kept("u-ov1", TODAY.minusDays(2), 30);
        kept("u-ov2", TODAY.plusDays(9), 30);
        var member = tokens.member("u-t4", "g-test");
        var path = "/api/task/tasks/" + task.id();

        assertThat(calls.get(member, path).body().path("allowed").size()).isZero();
        var county = only(calls.get(office, VIEWS + "/groups").body().path("items"), "/standing/key", "g-test");
        var theirs = only(calls.get(member, VIEWS + "/groups").body().path("items"), "/standing/key", "g-test");
        assertThat(theirs.path("standing")).isEqualTo(county.path("standing"));
        var listed = calls.get(member, "/api/task/tasks?group=g-test&size=1").body();
        assertThat(listed.path("total")).isEqualTo(county.at("/standing/total"));
        assertThat(calls.get(member, VIEWS + "/pace?group=g-test")
                        .body()
                        .path("total")
                        .asInt())
                .isPositive();
        // What its own unit has to do is not mixed with what others have to do.
        assertThat(calls.get(member, "/api/task/tasks").body().path("items").toString())
                .doesNotContain(task.id());
        var signed = calls.post(member, path + "/receipt", Map.of());
        assertThat(signed.status()).isEqualTo(403);
        var stranger = tokens.member("u-t4", "g-other");
        assertThat(calls.get(stranger, path).code()).isEqualTo("not-your-task");
        assertThat(calls.get(stranger, "/api/task/tasks?group=g-test")
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
    }

    private Answer pace(String token, String query) {
        return calls.get(token, VIEWS + "/pace?size=200&group=g-test" + query);
    }

    @Test
    @Covers("A104")
    void a_task_that_is_behind_its_plan_stands_first_and_one_that_keeps_up_is_not_behind() {
        var half = kept("u-ov1", TODAY.plusDays(10), 10);
        var good = kept("u-ov1", TODAY.plusDays(10), 10);
        good = replaced(good.signFor(act(OV1, 5)));
        good = replaced(good.reportProgress("过半", 55, List.of(), act(OV1, 4)));
        var late = kept("u-ov1", TODAY.minusDays(1), 10);
        var undated = kept("u-ov1", null, 10);

        var all = pace(office, "").body();
        var behind = only(all.path("items"), "/id", half.id());
        assertThat(behind.path("expected").asInt()).isBetween(49, 51);
        assertThat(behind.path("actual").asInt()).isZero();
        assertThat(behind.path("behind").asBoolean()).isTrue();
        assertThat(only(all.path("items"), "/id", good.id()).path("behind").asBoolean())
                .isFalse();
        assertThat(all.at("/items/0/overdue").asBoolean()).isTrue();
        assertThat(only(all.path("items"), "/id", late.id()).path("expected").asInt())
                .isEqualTo(100);
        assertThat(items(all.path("items")).map(each -> each.path("id").asString()))
                .doesNotContain(undated.id());
        assertThat(only(all.path("voyages"), "/key", "escort").path("behind").asInt())
                .isPositive();
        assertThat(only(all.path("groups"), "/key", "检验推进组").path("n").asInt()).isPositive();

        assertThat(items(pace(office, "&behind=true").body().path("items"))
                        .map(each -> each.path("id").asString()))
                .contains(half.id(), late.id())
                .doesNotContain(good.id());
        assertThat(pace(tokens.department("u-ov2"), "").body().path("items").findValuesAsString("id"))
                .doesNotContain(half.id());
    }

    private List<String> gaps(Task task) {
        var found =
                calls.get(office, VIEWS + "/loops?size=200&group=g-test").body().path("items");
        return items(found)
                .filter(each -> each.at("/task/id").asString().equals(task.id()))
                .flatMap(each -> each.path("missing").findValuesAsString("code").stream())
                .toList();
    }

    @Test
    @Covers("A107")
    void an_open_loop_lists_what_is_missing_and_closes_as_the_systems_reach_the_task() {
        var task = kept("u-ov2", TODAY.plusDays(60), 40);
        assertThat(gaps(task)).containsExactly("person", "progress", "evaluation", "supervision");

        var other = kept("u-ov1", TODAY.plusDays(60), 40);
        assertThat(gaps(other)).containsExactly("progress", "evaluation", "supervision");
        other = replaced(other.signFor(act(OV1, 39)));
        other = replaced(other.reportProgress("开了会", null, List.of(), act(OV1, 35)));
        assertThat(gaps(other)).containsExactly("progress", "evaluation", "supervision");
        other = replaced(other.reportProgress("做了一半", 50, List.of(), act(OV1, 2)));
        assertThat(gaps(other)).containsExactly("supervision");
        other = replaced(other.remind("请抓紧", act(People.OFFICE, 1)));
        assertThat(gaps(other)).isEmpty();

        assertThat(gaps(kept("u-ov1", TODAY.plusDays(60), 2))).containsExactly("evaluation", "supervision");
    }

    @ParameterizedTest
    @ValueSource(strings = {"person", "progress", "evaluation", "supervision"})
    @Covers("A107")
    void each_gap_is_counted_as_it_is_listed(String gap) {
        kept("u-ov2", TODAY.plusDays(60), 40);
        var found = calls.get(office, VIEWS + "/loops?size=200&group=g-test&missing=" + gap)
                .body();
        assertThat(found.path("total").asInt())
                .isPositive()
                .isEqualTo(only(found.path("counts"), "/code", gap).path("n").asInt());
        assertThat(items(found.path("items")))
                .allMatch(
                        each -> each.path("missing").findValuesAsString("code").contains(gap));
    }

    @Test
    @Covers("A107")
    void a_gap_that_is_unknown_is_refused_and_who_has_no_part_sees_no_loop() {
        assertThat(calls.get(office, VIEWS + "/loops?missing=everything").status())
                .isEqualTo(400);
        assertThat(calls.get(office, VIEWS + "/pace?voyage=nowhere").status()).isEqualTo(400);
        assertThat(calls.get(tokens.citizen(), VIEWS + "/loops").status()).isEqualTo(403);
        assertThat(calls.get(tokens.department("u-t2"), VIEWS + "/loops?group=g-test")
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        IDENTITY.goDown();
        assertThat(calls.get(office, VIEWS + "/loops").code()).isEqualTo("directory-unavailable");
    }
}
