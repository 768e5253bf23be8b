package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PlanTasksTest extends ComponentTest {

    private final PlanTasks plan;
    private final TaskRepository tasks;
    private final PublishedEvents events;

    PlanTasksTest(@Autowired PlanTasks plan, @Autowired TaskRepository tasks, @Autowired PublishedEvents events) {
        this.plan = plan;
        this.tasks = tasks;
        this.events = events;
    }

    @Test
    @Covers({"A001", "A003", "A005"})
    void a_confirmed_plan_becomes_tasks_once_with_their_clause_and_real_units() {
        var planned = List.of(
                planned("import-a", "六(一)1(1)", List.of("县教体局"), List.of("各乡（镇）政府")),
                planned("import-a", "六(一)1(2)", List.of(), List.of("县直各有关部门")));
        var before = IDENTITY.resolutions();

        assertThat(plan.open(planned, People.OFFICE)).isEqualTo(2);
        assertThat(IDENTITY.resolutions()).isEqualTo(before + 1);
        assertThat(plan.open(planned, People.OFFICE)).isZero();

        var query = new TaskQuery(null, null, null, null, "六（一）1", null, null, null, null, null);
        var found = tasks.list(query, People.OFFICE, LocalDate.of(2026, 9, 14), new PageRequest(0, 20))
                .items();
        assertThat(found).extracting(Task::state).containsExactly(State.ASSIGNED, State.DRAFT);
        assertThat(found.get(0).assignment().units()).containsExactlyInAnyOrder("u-edu", "u-t1", "u-t2");
        assertThat(found.get(0).assignment().leadUnits()).containsExactly(new Party("u-edu", "县教体局"));
        assertThat(found).allMatch(task -> "g-park".equals(task.assignment().groupId()));
        assertThat(found.get(1).assignment().responsibleUnits()).containsExactly(new Party(null, "县直各有关部门"));
        assertThat(events.ofType(TaskAssigned.class))
                .filteredOn(event -> event.title().equals("六(一)1(1)"))
                .singleElement()
                .satisfies(event -> assertThat(event.responsibleUnitIds()).containsExactlyInAnyOrder("u-t1", "u-t2"));
    }

    @Test
    void while_the_directory_is_away_nothing_is_opened_and_a_repeat_opens_all() {
        var planned = List.of(planned("import-b", "四(一)1", List.of("县卫健局"), List.of()));
        IDENTITY.goDown();
        assertThatThrownBy(() -> plan.open(planned, People.OFFICE))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("directory-unavailable"));

        IDENTITY.comeBack();
        assertThat(plan.open(planned, People.OFFICE)).isEqualTo(1);
    }

    private static PlannedTask planned(String importId, String clause, List<String> lead, List<String> responsible) {
        var duty = Duty.of(clause, "按方案办理。", TaskKind.ROUTINE)
                .from(new Source(clause, 1, importId, "清政办发〔2026〕9号", "落实方案"));
        return new PlannedTask(duty, lead, responsible, "开发区推进组");
    }
}
