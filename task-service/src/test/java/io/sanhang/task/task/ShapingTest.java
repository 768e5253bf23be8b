package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.HEALTH;
import static io.sanhang.task.task.People.MARKET;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.between;
import static io.sanhang.task.task.People.duty;
import static io.sanhang.task.task.People.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.task.Legacy.Item;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Legacy matters, key projects and rectifications, as rules. */
class ShapingTest {

    private static final Charge CHARGE = new Charge(
            new Charge.Seat("p-vice-social", "副县长"),
            new Charge.Force("医院项目专班", List.of(new Charge.Seat("p-edu-head", "教体局局长"))));

    @Test
    @Covers("A023")
    void a_legacy_matter_without_all_three_lists_stays_with_the_office() {
        var draft = legacy(List.of(new Item("补办手续", "县住建局", "")));
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        refused(
                "lists-incomplete",
                () -> draft.assign(between().leadUnits(), between().responsibleUnits(), null, act(OFFICE)));
        assertThat(draft.isVisibleTo(EDU)).isFalse();

        var listed = draft.list(List.of(new Item("补办手续", "县住建局", "每周会商")), act(OFFICE));
        assertThat(listed.state()).isEqualTo(State.DRAFT);
        assertThat(last(listed).note()).contains("补办手续｜县住建局｜每周会商");
        var given = listed.assign(between().leadUnits(), between().responsibleUnits(), null, act(OFFICE));

        assertThat(given.state()).isEqualTo(State.ASSIGNED);
        assertThat(given.isVisibleTo(EDU)).isTrue();
        refused("lists-incomplete", () -> given.list(List.of(new Item("补办手续", "", "每周会商")), act(OFFICE)));
        refused("lists-incomplete", () -> given.list(List.of(), act(OFFICE)));
        refused("nothing-changed", () -> given.list(List.of(new Item("补办手续", "县住建局", "每周会商")), act(OFFICE)));
        refused("not-your-task", () -> given.list(List.of(), act(EDU)));
        refused("illegal-step", () -> People.assigned().list(List.of(), act(OFFICE)));
    }

    @Test
    @Covers("A023")
    void a_legacy_matter_with_all_three_lists_is_given_out_at_once() {
        assertThat(legacy(List.of(new Item("补办手续", "县住建局", "每周会商"))).state()).isEqualTo(State.ASSIGNED);
    }

    @Test
    @Covers("A028")
    void a_key_project_has_one_leader_and_one_task_force_before_it_is_given_out() {
        var draft = project(between());
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        refused(
                "charge-required",
                () -> draft.assign(between().leadUnits(), between().responsibleUnits(), null, act(OFFICE)));

        var charged = draft.putInCharge(CHARGE, act(OFFICE));
        refused("charge-taken", () -> charged.putInCharge(CHARGE, act(OFFICE)));
        refused("illegal-step", () -> People.assigned().putInCharge(CHARGE, act(OFFICE)));
        refused("illegal-step", () -> draft.changeLeader(CHARGE.leader(), "分工调整", act(OFFICE)));
        var given = charged.assign(between().leadUnits(), between().responsibleUnits(), null, act(OFFICE));

        assertThat(given.state()).isEqualTo(State.ASSIGNED);
        assertThat(given.assignment().charge()).isEqualTo(CHARGE);
        refused("charge-taken", () -> given.putInCharge(CHARGE, act(OFFICE)));
    }

    @Test
    @Covers("A028")
    void another_leader_is_a_step_with_a_reason() {
        var project = project(between().under(CHARGE));
        var other = new Charge.Seat("p-vice-agri", "另一位副县长");
        refused("reason-required", () -> project.changeLeader(other, " ", act(OFFICE)));
        refused("same-leader", () -> project.changeLeader(CHARGE.leader(), "分工调整", act(OFFICE)));
        refused("not-your-task", () -> project.changeLeader(other, "分工调整", act(EDU)));

        var changed = project.changeLeader(other, "分工调整", act(OFFICE));

        assertThat(changed.assignment().charge()).isEqualTo(CHARGE.ledBy(other));
        assertThat(last(changed).note()).isEqualTo("由副县长更换为另一位副县长：分工调整");
        var force = new Charge.Force("医院项目专班", List.of(new Charge.Seat("p-health-head", "卫健局局长")));
        assertThat(changed.changeForce(force, "增加成员", act(OFFICE)).assignment().charge())
                .isEqualTo(new Charge(other, force));
    }

    @Test
    @Covers("A031")
    void what_holds_a_project_up_is_recorded_and_removed() {
        var project = project(between().under(CHARGE));
        refused("not-your-task", () -> project.constrain("土地指标不足", "省里批复", act(MARKET)));
        refused("illegal-step", () -> People.assigned().constrain("土地指标不足", "省里批复", act(EDU)));
        refused("illegal-step", () -> project.liftConstraint("none", "已批", act(OFFICE)));

        var held = project.constrain("土地指标不足", "省里批复", act(HEALTH));
        assertThat(held.course().waits()).containsExactly("constrained");
        var one = held.course().oversight().constraints().get(0);
        refused("no-such-constraint", () -> held.liftConstraint("none", "已批", act(OFFICE)));
        var free = held.liftConstraint(one.id(), "省里已批", act(OFFICE));

        assertThat(free.course().waits()).isEmpty();
        assertThat(free.course().oversight().constraints().get(0).note()).isEqualTo("省里已批");
        refused("illegal-step", () -> free.liftConstraint(one.id(), "省里已批", act(OFFICE)));
    }

    @Test
    @Covers("A119")
    void a_closed_rectification_is_looked_at_once_more() {
        var rectification = Duty.of("整改窗口缺岗", "按整改令办理。", TaskKind.RECTIFICATION).due(LocalDate.of(2026, 10, 31));
        var closed = closed(Task.open("t-1", rectification, between(), act(OFFICE)));
        assertThat(closed.course().waits()).containsExactly("check-due");
        refused("reason-required", () -> closed.check(false, " ", act(OFFICE)));
        refused("not-your-task", () -> closed.check(true, null, act(EDU)));

        var good = closed.check(true, null, act(OFFICE));
        assertThat(good.state()).isEqualTo(State.CLOSED);
        assertThat(good.course().waits()).isEmpty();
        refused("illegal-step", () -> good.check(true, null, act(OFFICE)));

        var bad = closed.check(false, "仍有缺岗", act(OFFICE));
        assertThat(bad.state()).isEqualTo(State.RETURNED);
        var again = bad.applyCloseOut("补齐了", evidence(), act(EDU)).close(null, act(OFFICE));
        assertThat(again.course().waits()).containsExactly("check-due");
        assertThat(again.reopen("又缺岗", act(OFFICE)).course().waits()).isEmpty();
        refused("illegal-step", () -> closed(People.assigned()).check(true, null, act(OFFICE)));
    }

    @Test
    void an_edit_says_from_what_to_what_and_one_that_changes_nothing_is_refused() {
        var task = People.assigned();
        var next = duty().said("每月两次讲堂", duty().text())
                .asking(duty().requirements().with(List.of("请专家", "建台账")))
                .with(new Particulars(Level.CITY_PARTY, List.of("tag-1"), null));
        var note = last(task.edit(next, act(OFFICE))).note();

        assertThat(note)
                .contains("标题由“每月举办一次业务讲堂”改为“每月两次讲堂”")
                .contains("措施：增加“请专家”、“建台账”")
                .contains("标签：增加“tag-1”")
                .contains("改为“市委”");
        refused("nothing-changed", () -> task.edit(task.duty(), act(OFFICE)));
        refused("not-your-task", () -> task.edit(next, act(EDU)));
        refused("illegal-step", () -> closed(task).edit(next, act(OFFICE)));
    }

    private static Task legacy(List<Item> items) {
        var matter = new Legacy(Legacy.Type.UNFINISHED_PROJECT, LocalDate.of(2019, 5, 1), "资金断裂，停工至今。", items);
        var duty = Duty.of("盘活停工商厦", "依法依规盘活。", TaskKind.LEGACY_MATTER).with(Particulars.NONE.about(matter));
        return Task.open("t-1", duty, between(), act(OFFICE));
    }

    private static Task project(Assignment who) {
        return Task.open("t-1", Duty.of("新建县医院", "年底前封顶。", TaskKind.KEY_PROJECT), who, act(OFFICE));
    }

    private static Task closed(Task task) {
        return task.signFor(act(EDU))
                .reportProgress("在办", null, List.of(), act(EDU))
                .applyCloseOut("办完了", evidence(), act(EDU))
                .close(null, act(OFFICE));
    }

    private static HistoryEntry last(Task task) {
        return task.history().get(task.history().size() - 1);
    }

    private static void refused(String slug, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
