package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.HEALTH;
import static io.sanhang.task.task.People.LEADER;
import static io.sanhang.task.task.People.MARKET;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.assigned;
import static io.sanhang.task.task.People.duty;
import static io.sanhang.task.task.People.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskTest {

    /** Which steps may follow which state, as the office reads it aloud; everything else is illegal. */
    private static final Set<Step> UNDER_WAY = Set.of(
            Step.REPORT_PROGRESS,
            Step.RAISE_DIFFICULTY,
            Step.ASK_EXTENSION,
            Step.REMIND,
            Step.HAND_OVER,
            Step.SUSPEND,
            Step.EDIT,
            Step.SPLIT,
            Step.MERGE);

    private static final Map<State, Set<Step>> LEGAL = Map.of(
            State.DRAFT, Set.of(Step.ASSIGN, Step.EDIT, Step.SPLIT, Step.MERGE),
            State.ASSIGNED,
                    Set.of(Step.ASSIGN, Step.SIGN_FOR, Step.REMIND, Step.SUSPEND, Step.EDIT, Step.SPLIT, Step.MERGE),
            State.SIGNED_FOR, UNDER_WAY,
            State.IN_PROGRESS, with(Step.APPLY_CLOSE_OUT),
            State.CLOSE_OUT_APPLIED, Set.of(Step.CLOSE, Step.RETURN),
            State.RETURNED, with(Step.APPLY_CLOSE_OUT),
            State.CLOSED, Set.of(Step.REOPEN),
            State.SUSPENDED, Set.of(Step.RESUME),
            State.SPLIT, Set.of(Step.REOPEN),
            State.MERGED, Set.of(Step.REOPEN));

    private static Set<Step> with(Step more) {
        return Stream.concat(UNDER_WAY.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    private static final LocalDate LATER = LocalDate.of(2027, 6, 30);
    private static final List<Party> HEALTH_ONLY = List.of(new Party("u-health", "县卫健局"));

    private static final List<Oversight.Part> PARTS = List.of(part("p-1"), part("p-2"));

    private static final Map<Step, UnaryOperator<Task>> TAKEN = new EnumMap<>(Map.ofEntries(
            entry(Step.ASSIGN, task -> task.assign(List.of(new Party("u-edu", "县教体局")), List.of(), null, act(OFFICE))),
            entry(Step.SIGN_FOR, task -> task.signFor(act(EDU))),
            entry(Step.REPORT_PROGRESS, task -> task.reportProgress("办了第一期", 30, List.of(), act(EDU))),
            entry(Step.RAISE_DIFFICULTY, task -> task.raiseDifficulty("缺讲师", act(EDU))),
            entry(Step.APPLY_CLOSE_OUT, task -> task.applyCloseOut("办完了", evidence(), act(EDU))),
            entry(Step.ASK_EXTENSION, task -> task.askExtension(LATER, "汛期停工", act(EDU))),
            entry(Step.CLOSE, task -> task.close("同意", act(OFFICE))),
            entry(Step.RETURN, task -> task.returnToUnits("缺少签到表", act(OFFICE))),
            entry(Step.REMIND, task -> task.remind("抓紧", act(OFFICE))),
            entry(Step.HAND_OVER, task -> task.handOver(HEALTH_ONLY, List.of(), null, "职责调整", act(OFFICE))),
            entry(Step.SUSPEND, task -> task.suspend("等规划批复", act(OFFICE))),
            entry(Step.RESUME, task -> task.resume(LATER, act(OFFICE))),
            entry(Step.REOPEN, task -> task.reopen("群众反映又坏了", act(OFFICE))),
            entry(
                    Step.EDIT,
                    task -> task.edit(task.duty().said("每月两次业务讲堂", task.duty().text()), act(OFFICE))),
            entry(Step.SPLIT, task -> task.split(PARTS, "涉及两个单位", act(OFFICE))),
            entry(Step.MERGE, task -> task.mergedInto(new Oversight.Link("t-9", "另一项"), "重复", act(OFFICE)))));

    private static Oversight.Part part(String id) {
        return new Oversight.Part(id, "第" + id + "部分", "办好这一部分。", null, HEALTH_ONLY, List.of(), null);
    }

    private static Map.Entry<Step, UnaryOperator<Task>> entry(Step step, UnaryOperator<Task> taken) {
        return Map.entry(step, taken);
    }

    static Stream<Arguments> every_state_and_step() {
        return Stream.of(State.values())
                .flatMap(state -> TAKEN.keySet().stream().map(step -> Arguments.of(state, step)));
    }

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("every_state_and_step")
    void a_step_is_taken_or_refused_with_its_reason(State state, Step step) {
        var task = in(state);
        var by = step.byOffice() ? OFFICE : EDU;
        if (LEGAL.get(state).contains(step)) {
            var next = TAKEN.get(step).apply(task);
            assertThat(next.version()).isEqualTo(task.version() + 1);
            assertThat(next.history()).hasSize(task.history().size() + 1);
            assertThat(task.allowed(by)).contains(step);
        } else {
            // A draft belongs to no unit yet: a unit hears "not yours" rather than "not now".
            var ofNobody = state == State.DRAFT && !step.byOffice();
            refused(
                    ofNobody ? "not-your-task" : "illegal-step",
                    () -> TAKEN.get(step).apply(task));
            assertThat(task.allowed(by)).doesNotContain(step);
        }
    }

    @Test
    @Covers("A024")
    void a_task_goes_from_assigned_to_closed_and_the_history_names_everybody() {
        var closed = in(State.CLOSED);

        assertThat(closed.history())
                .extracting(HistoryEntry::step, HistoryEntry::byName)
                .containsExactly(
                        tuple(Step.ASSIGN, "张伟"),
                        tuple(Step.SIGN_FOR, "王敏"),
                        tuple(Step.REPORT_PROGRESS, "王敏"),
                        tuple(Step.APPLY_CLOSE_OUT, "王敏"),
                        tuple(Step.CLOSE, "张伟"));
        assertThat(closed.course().lastCloseOut()).hasValueSatisfying(last -> {
            assertThat(last.decision()).isEqualTo(Step.CLOSE);
            assertThat(last.decidedByName()).isEqualTo("张伟");
        });
    }

    @Test
    @Covers("A024")
    void nothing_closes_without_evidence() {
        refused("evidence-required", () -> in(State.IN_PROGRESS).applyCloseOut("办完了", List.of(), act(EDU)));
    }

    @Test
    @Covers("A024")
    void whoever_applied_cannot_close() {
        var both = new Caller("a-both", "周洋", Set.of("OFFICE"), "u-edu", Set.of());
        var applied = in(State.IN_PROGRESS).applyCloseOut("办完了", evidence(), act(both));

        refused("second-person", () -> applied.close(null, act(both)));
        assertThat(applied.allowed(both)).isEmpty();
        assertThat(applied.close(null, act(OFFICE)).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_return_needs_a_reason_and_the_first_application_stays_on_record() {
        var applied = in(State.CLOSE_OUT_APPLIED);
        refused("reason-required", () -> applied.returnToUnits("  ", act(OFFICE)));
        refused("reason-required", () -> applied.returnToUnits(null, act(OFFICE)));

        var again = applied.returnToUnits("缺少签到表", act(OFFICE)).applyCloseOut("补齐了", evidence(), act(EDU));

        assertThat(again.course().closeOuts())
                .extracting(Course.CloseOut::statement, Course.CloseOut::reason)
                .containsExactly(tuple("办完了", "缺少签到表"), tuple("补齐了", null));
    }

    @Test
    void only_lead_and_responsible_units_act_on_a_task() {
        refused("not-your-task", () -> assigned().signFor(act(MARKET)));
        refused("not-your-task", () -> assigned().signFor(act(LEADER)));
        refused("not-your-task", () -> assigned().signFor(act(OFFICE)));
        refused("not-your-task", () -> in(State.CLOSE_OUT_APPLIED).close(null, act(EDU)));
        assertThat(assigned().allowed(MARKET)).isEmpty();
        assertThat(assigned().allowed(LEADER)).isEmpty();
    }

    @Test
    @Covers("A002")
    void each_unit_signs_for_itself_and_before_it_reports() {
        var signed = assigned().signFor(act(EDU));
        refused("illegal-step", () -> signed.signFor(act(EDU)));
        refused("illegal-step", () -> signed.reportProgress("完成", 10, List.of(), act(HEALTH)));

        var both = signed.signFor(act(HEALTH));

        assertThat(both.state()).isEqualTo(State.SIGNED_FOR);
        assertThat(both.course().receipts()).extracting(Course.Receipt::unitId).containsExactly("u-edu", "u-health");
        assertThat(both.reportProgress("完成", 10, List.of(), act(HEALTH)).state())
                .isEqualTo(State.IN_PROGRESS);
    }

    @Test
    void a_late_receipt_does_not_set_a_task_back() {
        assertThat(in(State.CLOSE_OUT_APPLIED).signFor(act(HEALTH)).state()).isEqualTo(State.CLOSE_OUT_APPLIED);
    }

    @Test
    @Covers("A005")
    void a_task_whose_units_nobody_knows_is_a_draft_until_the_office_names_them() {
        var related = Assignment.of(List.of(), List.of(new Party(null, "县直各有关部门")));
        var draft = Task.open("t-2", duty(), related, act(OFFICE));
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        refused("unit-required", () -> draft.assign(List.of(), List.of(), null, act(OFFICE)));

        var given = draft.assign(List.of(new Party("u-env", "县营商环境局")), List.of(), "p-env-head", act(OFFICE));

        assertThat(given.state()).isEqualTo(State.ASSIGNED);
        assertThat(given.assignment().units()).containsExactly("u-env");
    }

    @Test
    void a_key_task_is_not_given_out_without_a_day_and_the_day_explains_itself() {
        var market = List.of(new Party("u-market", "县市场监督管理局"));
        var key = Duty.of("推进招商", "推进组的重点任务。", TaskKind.KEY_TASK);
        var draft = Task.open("t-3", key, Assignment.of(List.of(), List.of()), act(OFFICE));
        refused("due-required", () -> draft.assign(market, List.of(), null, act(OFFICE)));

        var given = draft.assign(market, List.of(), null, LocalDate.of(2027, 3, 31), act(OFFICE));

        assertThat(given.duty().dueOn()).isEqualTo("2027-03-31");
        assertThat(given.whyDue()).isEqualTo("下达时定为2027年3月31日");
        assertThat(given.history().get(1).note()).isEqualTo("期限定为2027-03-31");
        var again = given.assign(market, List.of(), null, LocalDate.of(2027, 4, 30), act(OFFICE));
        assertThat(again.schedule().term().earlierDue())
                .singleElement()
                .satisfies(earlier -> assertThat(earlier.dueOn()).isEqualTo("2027-03-31"));
        assertThat(again.assign(market, List.of(), null, act(OFFICE)).duty().dueOn())
                .isEqualTo("2027-04-30");
    }

    @Test
    void what_runs_without_a_day_gets_one_from_the_office_and_another_only_by_an_extension() {
        var duty = Duty.of("常态化走访", "常态化走访企业。", TaskKind.ROUTINE);
        var task = Task.open("t-4", duty, People.between(), act(OFFICE)).signFor(act(EDU));
        assertThat(task.allowed(EDU)).doesNotContain(Step.ASK_EXTENSION);

        var dated = task.edit(task.duty().due(LocalDate.of(2027, 3, 31)), act(OFFICE));

        assertThat(dated.allowed(EDU)).contains(Step.ASK_EXTENSION);
        assertThat(dated.whyDue()).isEqualTo("补定为2027年3月31日");
        refused("due-by-extension", () -> dated.edit(dated.duty().due(LocalDate.of(2027, 5, 31)), act(OFFICE)));
    }

    @Test
    @Covers("A011")
    void a_new_holder_is_noted_on_open_tasks_and_changes_no_closed_one() {
        var open = in(State.IN_PROGRESS).holderChanged("局长：由 王敏 变更为 空缺", act(OFFICE));
        assertThat(open.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(open.history().get(open.history().size() - 1).note()).contains("王敏", "空缺");

        var closed = in(State.CLOSED);
        assertThat(closed.holderChanged("局长：由 王敏 变更为 空缺", act(OFFICE))).isSameAs(closed);
    }

    @Test
    void an_altered_taken_out_or_moved_line_of_the_history_shows() {
        var task = in(State.CLOSED);
        assertThat(task.historyIsIntact()).isTrue();

        var line = task.history().get(2);
        var altered = new ArrayList<>(task.history());
        altered.set(
                2,
                new HistoryEntry(
                        line.id(),
                        line.fingerprint(),
                        line.at(),
                        line.by(),
                        line.byName(),
                        line.unitId(),
                        line.step(),
                        "办了第二期",
                        line.version(),
                        line.digest(),
                        line.hash()));
        var shorter = new ArrayList<>(task.history());
        shorter.remove(1);
        var swapped = new ArrayList<>(task.history());
        swapped.set(1, task.history().get(2));
        swapped.set(2, task.history().get(1));

        assertThat(List.of(altered, shorter, swapped)).noneMatch(HistoryEntry::intact);
    }

    @Test
    void who_sees_a_task() {
        assertThat(List.of(OFFICE, EDU, HEALTH, LEADER)).allMatch(assigned()::isVisibleTo);
        assertThat(assigned().isVisibleTo(MARKET)).isFalse();
    }

    private static Task in(State state) {
        return switch (state) {
            case DRAFT -> Task.open("t-1", duty(), Assignment.of(List.of(), List.of()), act(OFFICE));
            case ASSIGNED -> assigned();
            case SIGNED_FOR -> TAKEN.get(Step.SIGN_FOR).apply(in(State.ASSIGNED));
            case IN_PROGRESS -> TAKEN.get(Step.REPORT_PROGRESS).apply(in(State.SIGNED_FOR));
            case CLOSE_OUT_APPLIED -> TAKEN.get(Step.APPLY_CLOSE_OUT).apply(in(State.IN_PROGRESS));
            case RETURNED -> TAKEN.get(Step.RETURN).apply(in(State.CLOSE_OUT_APPLIED));
            case CLOSED -> TAKEN.get(Step.CLOSE).apply(in(State.CLOSE_OUT_APPLIED));
            case SPLIT -> TAKEN.get(Step.SPLIT).apply(in(State.ASSIGNED));
            case MERGED -> TAKEN.get(Step.MERGE).apply(in(State.SIGNED_FOR));
            case SUSPENDED -> TAKEN.get(Step.SUSPEND).apply(in(State.SIGNED_FOR));
        };
    }

    private static void refused(String slug, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
