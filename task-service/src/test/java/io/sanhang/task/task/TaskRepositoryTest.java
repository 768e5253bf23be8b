package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.HEALTH;
import static io.sanhang.task.task.People.LEADER;
import static io.sanhang.task.task.People.MARKET;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.ComponentTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TaskRepositoryTest extends ComponentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);

    private final TaskRepository tasks;
    private final CountyViewRepository views;
    private final MongoDatabase store;

    TaskRepositoryTest(
            @Autowired TaskRepository tasks, @Autowired CountyViewRepository views, @Autowired MongoDatabase store) {
        this.tasks = tasks;
        this.views = views;
        this.store = store;
    }

    @Test
    void a_task_comes_back_as_it_was_written() {
        var needs = new Requirements(
                List.of("列出责任清单"),
                List.of(new Requirements.Quota("引进3家企业", 3, "家", "每年")),
                List.of(new Requirements.Cadence("每月一次", "month", 1)),
                List.of(new Requirements.Deadline("4月末前", LocalDate.of(2026, 4, 30))));
        var duty = People.duty()
                .due(LocalDate.of(2026, 4, 30))
                .asking(needs)
                .from(new Source("三(二)1(1)", 7, "import-1", "清政办发〔2026〕9号", "落实方案"))
                .because(new Origin("suggestion", "s-1"));
        var who = People.between().inGroup("g-park", "开发区推进组").answeredBy("p-edu-head");
        var task = Task.open(Ids.random(), duty, who, act(OFFICE));
        tasks.open(task);
        for (var step : List.<UnaryOperator<Task>>of(
                now -> now.signFor(act(EDU)),
                now -> now.raiseDifficulty("缺讲师", act(EDU)),
                now -> now.reportProgress("第一期", null, People.evidence(), act(EDU)),
                now -> now.applyCloseOut("完成", People.evidence(), act(EDU)),
                now -> now.returnToUnits("补材料", act(OFFICE)))) {
            var next = step.apply(tasks.get(task.id(), OFFICE));
            tasks.replace(next);
            assertThat(tasks.get(task.id(), OFFICE)).isEqualTo(next).matches(Task::historyIsIntact);
        }
    }

    @Test
    void the_second_of_two_writers_of_one_version_is_refused() {
        var task = stored(People.between(), null);
        tasks.replace(task.signFor(act(EDU)));

        assertThatThrownBy(() -> tasks.replace(task.signFor(act(HEALTH))))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.kind()).isEqualTo(Refusal.Kind.STALE));
        assertThat(tasks.open(task)).isFalse();
    }

    @Test
    void the_query_itself_keeps_to_the_scope() {
        // So early that they stand on the first page, whatever other tests have left.
        var early = LocalDate.of(2001, 1, 1);
        var ours = stored(People.between(), early);
        var theirs = stored(Assignment.of(List.of(new Party("u-tax", "县税务局")), List.of()), early);
        var all = new PageRequest(0, 200);

        for (var reader : List.of(EDU, HEALTH, LEADER)) {
            assertThat(tasks.list(TaskQuery.ALL, reader, TODAY, all).items())
                    .extracting(Task::id)
                    .contains(ours.id())
                    .doesNotContain(theirs.id());
        }
        assertThat(tasks.list(TaskQuery.ALL, MARKET, TODAY, all).items())
                .extracting(Task::id)
                .doesNotContain(ours.id(), theirs.id());
        assertThatThrownBy(() -> tasks.get(ours.id(), MARKET))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("not-your-task"));
        assertThatThrownBy(() -> tasks.get("nothing", MARKET))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("not-found"));
    }

    @Test
    void the_ledger_goes_by_date_then_by_place_in_the_document_and_undated_tasks_come_last() {
        var caller = People.department("a-order", "周洋", "u-order");
        var who = Assignment.of(List.of(new Party("u-order", "排序局")), List.of());
        var undated = stored(who, null);
        var late = stored(who, LocalDate.of(2026, 12, 31));
        var second = Task.open(Ids.random(), placed(12), who, act(OFFICE));
        var first = Task.open(Ids.random(), placed(3), who, act(OFFICE));
        tasks.open(second);
        tasks.open(first);

        assertThat(tasks.list(TaskQuery.ALL, caller, TODAY, new PageRequest(0, 20))
                        .items())
                .extracting(Task::id)
                .containsExactly(first.id(), second.id(), late.id(), undated.id());
    }

    @Test
    void overdue_and_this_week_leave_closed_tasks_out() {
        var caller = People.department("a-due", "周洋", "u-due");
        var who = Assignment.of(List.of(new Party("u-due", "期限局")), List.of());
        var overdue = stored(who, TODAY.minusDays(1));
        var today = stored(who, TODAY);
        var sunday = stored(who, TODAY.plusDays(6));
        stored(who, TODAY.plusDays(7));
        var done = stored(who, TODAY.minusDays(1));
        tasks.replace(done.next(State.CLOSED, done.history()));

        assertThat(due("overdue", caller)).containsExactly(overdue.id());
        assertThat(due("week", caller)).containsExactly(today.id(), sunday.id());
        var overview = Overview.of(tasks.tally(caller, TODAY));
        assertThat(overview.total()).isEqualTo(5);
        assertThat(overview.overdue()).isEqualTo(1);
        assertThat(overview.dueThisWeek()).isEqualTo(2);
        assertThat(overview.byState()).containsEntry("closed", 1L).containsEntry("assigned", 4L);
        assertThat(overview.byVoyage().get("start")).isEqualTo(new Overview.Line(5, 1, 1));
    }

    /** However many tasks there are: what a page shows, how many there are in all, and the overview. */
    @Test
    void a_page_with_its_total_and_an_overview_are_one_command_each() {
        stored(People.between(), TODAY.minusDays(1));
        var three = new TaskQuery("start", "u-edu", null, "assigned", null, null, null, null, null, null);
        var toDo = new TaskQuery(null, null, null, "assigned", null, null, null, null, null, null);
        var page = new PageRequest(0, 20);
        for (var reader : List.of(OFFICE, EDU, LEADER)) {
            for (var query : List.of(TaskQuery.ALL, toDo, three)) {
                assertThat(Commands.of(() -> assertThat(
                                        tasks.list(query, reader, TODAY, page).total())
                                .isPositive()))
                        .containsExactly("aggregate");
            }
            assertThat(Commands.of(() -> assertThat(tasks.tally(reader, TODAY)).isNotEmpty()))
                    .containsExactly("aggregate");
        }
    }

    @Test
    void gaps_and_working_groups_are_counted_in_one_command_each_for_everybody() {
        var who = People.between().inGroup("g-counted", "数数推进组");
        stored(who, TODAY.minusDays(1));
        stored(who.answeredBy("p-vacant"), TODAY);
        var when = new Loop.When(People.NOON, Set.of("p-vacant"));
        var ofGroup = new TaskQuery(null, null, "g-counted", null, null, null, null, null, null, null);
        for (var reader : List.of(OFFICE, EDU, LEADER)) {
            assertThat(Commands.of(() -> assertThat(views.counts(when, ofGroup, reader, TODAY))
                            .containsEntry(Loop.PERSON, 2L)
                            .containsEntry(Loop.PROGRESS, 0L)
                            .containsEntry(Loop.SUPERVISION, 2L)))
                    .containsExactly("aggregate");
            assertThat(Commands.of(() -> assertThat(views.byGroup(reader, TODAY))
                            .anyMatch(cell -> cell.under().key().equals("g-counted") && cell.n() == 2)))
                    .containsExactly("aggregate");
        }
    }

    @Test
    void a_page_behind_the_last_still_has_the_total() {
        var caller = People.department("a-pages", "周洋", "u-pages");
        var who = Assignment.of(List.of(new Party("u-pages", "翻页局")), List.of());
        for (var i = 0; i < 3; i++) {
            stored(who, TODAY);
        }
        var found = tasks.list(TaskQuery.ALL, caller, TODAY, new PageRequest(7, 20));
        assertThat(found.items()).isEmpty();
        assertThat(found.total()).isEqualTo(3);
    }

    /** Read in parts, of which one begins in the middle of a day with more tasks than a part has. */
    @Test
    void the_whole_list_has_each_task_once_and_in_order_and_none_beside() {
        var caller = People.department("a-all", "周洋", "u-all");
        var who = Assignment.of(List.of(new Party("u-all", "导出局")), List.of());
        for (var i = 0; i < 450; i++) {
            stored(who, i < 20 ? TODAY : i < 430 ? TODAY.plusDays(1) : null);
        }
        stored(Assignment.of(List.of(new Party("u-other", "别的局")), List.of()), TODAY);
        var exported = new ArrayList<String>();
        var commands = Commands.of(() -> tasks.each(TaskQuery.ALL, caller, TODAY, task -> exported.add(task.id())));
        var paged = new ArrayList<String>();
        for (var page = 0; page < 3; page++) {
            tasks.list(TaskQuery.ALL, caller, TODAY, new PageRequest(page, 200))
                    .items()
                    .forEach(task -> paged.add(task.id()));
        }
        assertThat(exported).hasSize(450).doesNotHaveDuplicates().isEqualTo(paged);
        assertThat(commands).hasSizeLessThan(12).containsOnly("find");

        var overdue = new TaskQuery(null, null, null, null, null, null, "overdue", null, null, null);
        exported.clear();
        tasks.each(overdue, caller, TODAY.plusDays(1), task -> exported.add(task.id()));
        assertThat(exported).hasSize(20);
        // Others share the store and look at first pages.
        store.getCollection("tasks").deleteMany(Filters.eq("assignment.unitIds", "u-all"));
    }

    @Test
    void evidence_is_seen_by_who_sees_a_task_that_shows_it_also_after_a_return() {
        var task = stored(People.between(), null).signFor(act(EDU));
        tasks.replace(task);
        task = task.reportProgress("第一期", 10, List.of(), act(EDU));
        tasks.replace(task);
        var file = Ids.random();
        task = task.applyCloseOut("完成", List.of(new Evidence(file, "a.pdf", 1)), act(EDU));
        tasks.replace(task);
        tasks.replace(task.returnToUnits("补材料", act(OFFICE)));

        assertThat(List.of(OFFICE, EDU, HEALTH, LEADER)).allMatch(reader -> tasks.maySee(file, reader));
        assertThat(tasks.maySee(file, MARKET)).isFalse();
        assertThat(tasks.maySee(Ids.random(), OFFICE)).isFalse();
    }

    @Test
    void a_department_without_a_unit_sees_nothing() {
        stored(People.between(), null);
        var nobody = new Caller("a-x", "无", Set.of("DEPARTMENT"), null, Set.of());
        assertThat(tasks.list(TaskQuery.ALL, nobody, TODAY, new PageRequest(0, 20))
                        .total())
                .isZero();
    }

    private List<String> due(String which, Caller caller) {
        var query = new TaskQuery(null, null, null, null, null, null, which, null, null, null);
        return tasks.list(query, caller, TODAY, new PageRequest(0, 20)).items().stream()
                .map(Task::id)
                .toList();
    }

    private Task stored(Assignment who, @Nullable LocalDate dueOn) {
        var task = Task.open(Ids.random(), People.duty().due(dueOn), who, act(OFFICE));
        tasks.open(task);
        return task;
    }

    private static Duty placed(int position) {
        return People.duty().due(LocalDate.of(2026, 9, 30)).from(new Source("三(一)1", position, "import-1", null, null));
    }
}
