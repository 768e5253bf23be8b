package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.HEALTH;
import static io.sanhang.task.task.People.NOON;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.assigned;
import static io.sanhang.task.task.People.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and lists that a task has to reach. */
class TargetTest {

    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final LocalDate END = LocalDate.of(2026, 12, 31);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 2);

    @ParameterizedTest
    @CsvSource({
        "COUNT, 户, 3, 1, false, YELLOW",
        "COUNT, 户, 3, 2, false, GREEN",
        "COUNT, 人, 1000, 1000, true, GREEN",
        "AREA, 万亩, 2, 0.8, false, YELLOW",
        "RATE, %, 100, 61.5, false, GREEN"
    })
    @Covers({"K16", "K17", "K28", "K31", "K38", "K39"})
    void half_a_year_asks_for_half_the_goal(
            Target.Kind kind, String unit, String goal, String value, boolean met, Light.Colour colour) {
        var read = target(kind, unit, Target.Aim.AT_LEAST, goal, "0").read(reading("r-1", JULY, value, null, null));

        var reach = Reach.of(read, JULY, END);

        assertThat(reach.met()).isEqualTo(met);
        assertThat(reach.light().colour()).isEqualTo(colour);
        assertThat(reach.light().words()).isNotBlank();
    }

    @Test
    @Covers("K07")
    void a_rate_that_has_to_rise_is_compared_with_its_beginning_and_shown_by_month() {
        var rate = target(Target.Kind.RATE, "%", Target.Aim.RISE, null, "18.6")
                .read(reading("r-1", LocalDate.of(2026, 3, 31), "19.2", null, null))
                .read(reading("r-2", LocalDate.of(2026, 6, 30), "18.4", null, null));

        assertThat(Reach.of(rate, JULY, END).light().colour()).isEqualTo(Light.Colour.RED);
        assertThat(Reach.of(rate, JULY, END).trend())
                .extracting(Reach.Period::month, Reach.Period::value, Reach.Period::change)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("2026-03", "19.2", null),
                        org.assertj.core.api.Assertions.tuple("2026-06", "18.4", "-0.8"));
        var risen = rate.read(reading("r-3", JULY, "20", null, null));
        assertThat(Reach.of(risen, JULY, END).light().words()).isEqualTo("比起步时提高了1.4%");
        assertThat(Reach.of(risen, JULY, END).met()).isTrue();
    }

    @Test
    @Covers("K12")
    void what_is_not_reached_at_the_end_is_red_and_without_an_end_nothing_is_judged() {
        var count = target(Target.Kind.COUNT, "座", Target.Aim.AT_LEAST, "1", "0");
        assertThat(Reach.of(count, JULY, END).light().words()).isEqualTo("还没有填报数据");
        var read = count.read(reading("r-1", JULY, "0", null, null));

        assertThat(Reach.of(read, END.plusDays(1), END).light().colour()).isEqualTo(Light.Colour.RED);
        assertThat(Reach.of(read, JULY, null).light().colour()).isEqualTo(Light.Colour.NONE);
    }

    @Test
    void a_number_that_has_to_fall_is_reached_from_above() {
        var complaints = target(Target.Kind.COUNT, "件", Target.Aim.AT_MOST, "20", "100")
                .read(reading("r-1", JULY, "70", null, null));

        assertThat(Reach.of(complaints, JULY, END).light().colour()).isEqualTo(Light.Colour.YELLOW);
        assertThat(Reach.of(complaints.read(reading("r-2", JULY.plusDays(1), "20", null, null)), JULY, END)
                        .met())
                .isTrue();
    }

    @Test
    @Covers("K31")
    void a_reading_is_never_edited_a_correction_says_why() {
        var first = target(Target.Kind.COUNT, "人", Target.Aim.AT_LEAST, "1000", "0")
                .read(reading("r-1", JULY, "600", null, null));
        refused("reading-exists", () -> first.read(reading("r-2", JULY, "500", null, null)));
        refused("reason-required", () -> first.read(reading("r-2", JULY, "500", "r-1", " ")));
        refused("no-such-reading", () -> first.read(reading("r-2", JULY, "500", "r-9", "重复统计")));
        refused("value-out-of-range", () -> first.read(reading("r-2", JULY.plusDays(1), "0.5", null, null)));

        var corrected = first.read(reading("r-2", JULY, "500", "r-1", "重复统计"));

        assertThat(corrected.readings()).hasSize(2);
        assertThat(Reach.of(corrected, JULY, END).current()).isEqualTo("500");
        refused("no-such-reading", () -> corrected.read(reading("r-3", JULY, "1", "r-1", "再改")));
        refused(
                "value-out-of-range",
                () -> target(Target.Kind.RATE, "%", Target.Aim.AT_LEAST, "95", null)
                        .read(reading("r-1", JULY, "101", null, null)));
    }

    @Test
    @Covers({"K09", "K19", "K20", "K22"})
    void a_list_is_closed_one_by_one() {
        var list =
                target(Target.Kind.LIST, "项", Target.Aim.AT_LEAST, null, null).listing(List.of("柳河镇", "东岗镇"), "a-1");
        var mark = new Target.Mark(NOON, JULY, "王敏", "u-edu", "已批复");

        var one = list.closing("a-1-0", mark);

        assertThat(Reach.of(one, JULY, END).percent()).isEqualTo(50);
        assertThat(Reach.of(one, JULY, END).met()).isFalse();
        refused("entry-not-open", () -> one.closing("a-1-0", mark));
        refused("no-such-entry", () -> one.closing("a-1-7", mark));
        assertThat(Reach.of(one.striking("a-1-1", mark), JULY, END).met()).isTrue();
        assertThat(Reach.of(one.reopening("a-1-0"), JULY, END).current()).isEqualTo("0");
        assertThat(Reach.of(list, JULY, END).light().colour()).isEqualTo(Light.Colour.YELLOW);
    }

    @Test
    @Covers("A024")
    void closing_out_short_of_a_target_asks_why() {
        var target = target(Target.Kind.COUNT, "户", Target.Aim.AT_LEAST, "3", "0");
        var task = assigned().scheduled(Schedule.EMPTY.aiming(List.of(target))).signFor(act(EDU));
        var short_ = Scheduling.read(task, "g-1", reading("r-1", START, "2", null, null), JULY, act(EDU))
                .reportProgress("办了两户", null, List.of(), act(EDU));
        refused("unmet-reason-required", () -> short_.applyCloseOut("办完了", evidence(), act(EDU)));

        var applied = short_.applyCloseOut("办完了", "一户迁出", evidence(), act(EDU));
        assertThat(applied.course().lastCloseOut().orElseThrow().unmet()).isEqualTo("一户迁出");

        var dropped = Scheduling.drop(short_, "g-1", "方案里不是这个意思", JULY, act(OFFICE));
        assertThat(dropped.applyCloseOut("办完了", evidence(), act(EDU)).state()).isEqualTo(State.CLOSE_OUT_APPLIED);
        refused(
                "illegal-step",
                () -> Scheduling.read(dropped, "g-1", reading("r-2", JULY, "3", null, null), JULY, act(EDU)));
    }

    @Test
    void units_read_after_their_receipt_and_the_office_sets_targets() {
        var target = target(Target.Kind.COUNT, "户", Target.Aim.AT_LEAST, "3", "0");
        var task = Scheduling.aim(assigned(), target, "会议确定", act(OFFICE)).signFor(act(EDU));
        refused("target-exists", () -> Scheduling.aim(task, target, "会议确定", act(OFFICE)));
        refused("not-your-task", () -> Scheduling.aim(task, target, "自己加", act(EDU)));
        refused(
                "goal-required",
                () -> Scheduling.aim(
                        assigned(),
                        target(Target.Kind.RATE, "%", Target.Aim.AT_LEAST, null, null),
                        "会议确定",
                        act(OFFICE)));
        refused(
                "illegal-step",
                () -> Scheduling.read(task, "g-1", reading("r-1", START, "2", null, null), JULY, act(HEALTH)));
        refused(
                "done-in-future",
                () -> Scheduling.read(task, "g-1", reading("r-1", END, "2", null, null), JULY, act(EDU)));
        refused("illegal-step", () -> Scheduling.list(task, "g-1", List.of("甲"), act(EDU)));
        refused(
                "no-such-target",
                () -> Scheduling.read(task, "g-9", reading("r-1", START, "2", null, null), JULY, act(EDU)));
    }

    @Test
    @Covers({"K16", "K38"})
    void a_number_of_the_plan_becomes_a_target_of_its_kind() {
        assertThat(Target.of(new Requirements.Quota("新增规上企业3户", 3, "户", null), "q", START))
                .extracting(Target::kind, Target::goal, Target::unit)
                .containsExactly(Target.Kind.COUNT, "3", "户");
        assertThat(Target.of(new Requirements.Quota("扩种2万亩", 2, "万亩", null), "q", START)
                        .kind())
                .isEqualTo(Target.Kind.AREA);
    }

    private static Target target(
            Target.Kind kind, String unit, Target.Aim aim, @Nullable String goal, @Nullable String base) {
        return new Target("g-1", kind, "指标", unit, aim, goal, base, START, null, List.of(), List.of(), null);
    }

    private static Target.Reading reading(
            String id, LocalDate on, String value, @Nullable String corrects, @Nullable String reason) {
        return new Target.Reading(id, on, value, "统计月报", NOON, "王敏", "u-edu", corrects, reason);
    }

    private static void refused(String slug, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
