package io.sanhang.task.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.plan.PlanDocument;
import io.sanhang.task.plan.PlanImport;
import io.sanhang.task.plan.PlanItem;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.HistoryEntry;
import io.sanhang.task.task.PlanTasks;
import io.sanhang.task.task.State;
import io.sanhang.task.task.Task;
import io.sanhang.task.task.TaskKind;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoLedgerTest {

    private static final Instant NOW = TestClock.START;
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneId.of("Asia/Shanghai"));

    private final List<Evidence> shown = new ArrayList<>();
    private final List<Task> told = told();
    private final List<Task> matters = new DemoMatters(history(), new DemoCountyUnits(), TODAY).told();

    @Test
    void every_state_is_in_the_ledger_and_one_task_is_overdue() {
        var told = Stream.concat(this.told.stream(), matters.stream()).toList();
        assertThat(told)
                .extracting(Task::state)
                .containsAll(EnumSet.complementOf(EnumSet.of(State.SPLIT, State.MERGED)));
        assertThat(told)
                .anyMatch(task -> task.state() != State.CLOSED
                        && task.duty().dueOn() != null
                        && task.duty().dueOn().isBefore(TODAY));
        assertThat(told).anyMatch(task -> !task.course().difficulties().isEmpty());
    }

    @Test
    void the_history_lies_in_the_past_in_order_on_working_days_and_is_intact() {
        for (var task : Stream.concat(told.stream(), matters.stream()).toList()) {
            assertThat(task.history())
                    .extracting(HistoryEntry::at)
                    .isSortedAccordingTo(Comparator.naturalOrder())
                    .allMatch(at -> at.isBefore(NOW))
                    .allMatch(at ->
                            at.atZone(ZoneId.of("Asia/Shanghai")).getDayOfWeek().getValue() < 6);
            assertThat(task.id()).isNotBlank();
        }
    }

    @Test
    void a_key_task_of_a_group_was_given_to_a_unit_or_waits_for_the_office() {
        var key = told.stream()
                .filter(task -> task.assignment().groupName() != null)
                .toList();
        assertThat(key).extracting(task -> task.assignment().groupId()).contains("g-social", "g-agri");
        assertThat(key)
                .anyMatch(task -> task.assignment().units().equals(List.of("u-hr"))
                        && "p-hr-head".equals(task.assignment().postId()));
        assertThat(key).anyMatch(task -> task.state() == State.DRAFT);
    }

    @Test
    void evidence_shown_was_brought() {
        assertThat(told.stream()
                        .flatMap(task -> task.course().closeOuts().stream())
                        .flatMap(closeOut -> closeOut.evidence().stream()))
                .isNotEmpty()
                .isSubsetOf(shown);
    }

    @Test
    @Covers({"A022", "A023", "A028", "A031", "A081", "A133"})
    void what_the_office_opened_by_hand_is_of_many_kinds_and_was_given_out() {
        assertThat(matters).noneMatch(task -> task.state() == State.DRAFT);
        assertThat(matters)
                .extracting(task -> task.duty().kind())
                .contains(TaskKind.LEGACY_MATTER, TaskKind.KEY_PROJECT, TaskKind.SUPERVISED, TaskKind.AD_HOC);
        assertThat(matters)
                .anyMatch(task -> !task.course().oversight().constraints().isEmpty());
    }

    private DemoHistory history() {
        return new DemoHistory(NOW, (by, name, text) -> {
            var file = new Evidence("f-" + shown.size(), name, text.length());
            shown.add(file);
            return file;
        });
    }

    private List<Task> told() {
        var county = new DemoCountyUnits();
        var history = history();
        var opened = PlanTasks.openedAt(
                history.at(30, 9), plan(), county.found(), county.units(), county.groups(), DemoHistory.OFFICE);
        return new DemoLedger(history, county, TODAY).told(opened);
    }

    private static PlanImport plan() {
        var items = new ArrayList<PlanItem>();
        IntStream.rangeClosed(1, 16)
                .mapToObj(n -> item("二(一)" + n, PlanItem.Kind.ITEM, List.of("县政府办公室"), List.of("县直各部门"), null))
                .forEach(items::add);
        IntStream.rangeClosed(1, 8)
                .mapToObj(
                        n -> item("附" + n, PlanItem.Kind.KEY_TASK, List.of(), List.of(), n < 5 ? "社会保障推进组" : "农村事业推进组"))
                .forEach(items::add);
        var document =
                new PlanDocument("清政办发〔2026〕9号", "工作方案", "清河县人民政府办公室", LocalDate.of(2026, 8, 31), List.of(), List.of());
        return new PlanImport(
                "demo",
                1,
                PlanImport.State.CONFIRMED,
                "plan.txt",
                "",
                document,
                items,
                List.of(),
                List.of(),
                List.of(),
                "",
                "a-office",
                NOW,
                null,
                null);
    }

    private static PlanItem item(
            String ref, PlanItem.Kind kind, List<String> lead, List<String> responsible, @Nullable String group) {
        return new PlanItem(
                ref,
                null,
                kind,
                "办好第" + ref + "件",
                "按方案办理。",
                "按方案办理。",
                lead,
                responsible,
                responsible,
                List.of(),
                List.of(),
                List.of(),
                "lead",
                group,
                List.of(),
                false);
    }
}
