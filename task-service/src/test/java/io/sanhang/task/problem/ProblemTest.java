package io.sanhang.task.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.task.problem.Problem.Claim;
import io.sanhang.task.problem.Summary.Tally;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import io.sanhang.testing.Covers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Instant NOON = Instant.parse("2026-09-14T04:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);
    private static final AtomicInteger ACTS = new AtomicInteger();

    private static final Member EDU = department("a-edu", "u-edu");
    private static final Member HEALTH = department("a-health", "u-health", "g-people");
    private static final Member MARKET = department("a-market", "u-market");
    private static final Member OFFICE = office("a-office");
    private static final Member LEADER = new Member(
            new Caller("a-leader", "孙平", Set.of("LEADER"), null, Set.of("u-edu"), Set.of("g-people"), Set.of()));

    private static final ProblemList OF_EDU = new ProblemList("u-edu", "县教体局", false);
    private static final ProblemList OF_GROUP = new ProblemList("g-people", "民生事业推进组", true);
    private static final Claim BY_EDU = new Claim("u-edu", "县教体局", "p-edu-head", "县教体局局长");
    private static final Claim BY_HEALTH = new Claim("u-health", "县卫健局", "p-health-head", "县卫健局局长");
    private static final List<Evidence> PROOF = List.of(new Evidence("f-1", "整改照片.jpg", 1024));

    @Test
    @Covers("A019")
    void a_problem_is_found_claimed_put_right_and_confirmed() {
        var claimed = found(OF_EDU, EDU).claim(BY_EDU, act(EDU), EDU);
        assertThat(claimed.claim()).isEqualTo(BY_EDU);
        var begun = claimed.start("领导班子轮流值守窗口", TODAY.plusDays(30), act(EDU), EDU);
        var resolved = begun.resolve("已经连续值守一个月", PROOF, act(EDU), EDU);
        assertThat(resolved.state()).isEqualTo(ProblemState.RESOLVED);
        var confirmed = resolved.confirm("属实", act(OFFICE), OFFICE);

        assertThat(confirmed.state()).isEqualTo(ProblemState.CONFIRMED);
        assertThat(confirmed.lastResolution().orElseThrow().confirmed()).isTrue();
        assertThat(confirmed.history())
                .extracting(Problem.Entry::step)
                .containsExactly(
                        ProblemStep.FIND,
                        ProblemStep.CLAIM,
                        ProblemStep.START,
                        ProblemStep.RESOLVE,
                        ProblemStep.CONFIRM);
        assertThat(confirmed.version()).isEqualTo(5);
    }

    @Test
    @Covers("A019")
    void it_is_not_resolved_without_evidence_or_a_second_person_and_may_come_back() {
        var begun = begun();
        assertRefused("resolution-evidence-required", () -> begun.resolve("完成", List.of(), act(EDU), EDU));
        var own = department("a-office", "u-edu");
        var resolved = begun.resolve("完成", PROOF, act(own), own);
        assertRefused("second-person-confirms", () -> resolved.confirm(null, act(OFFICE), OFFICE));

        var back = resolved.returned("照片不是本月的", act(office("a-2")), office("a-2"));
        assertThat(back.state()).isEqualTo(ProblemState.PUTTING_RIGHT);
        assertThat(back.lastResolution().orElseThrow().confirmed()).isFalse();
        var again = back.resolve("重新拍了", PROOF, act(EDU), EDU).confirm(null, act(OFFICE), OFFICE);
        assertThat(again.resolutions()).hasSize(2);
        assertThat(again.reopen("暗访时又没有人", act(OFFICE), OFFICE).state()).isEqualTo(ProblemState.REOPENED);
    }

    @Test
    void steps_out_of_turn_are_refused_with_what_to_do_instead() {
        var fresh = found(OF_EDU, EDU);
        assertRefused("illegal-problem-step", () -> fresh.start("措施", TODAY, act(EDU), EDU));
        assertRefused("illegal-problem-step", () -> fresh.confirm(null, act(OFFICE), OFFICE));
        var withdrawn = fresh.withdraw("重复列入", act(OFFICE), OFFICE);
        assertRefused("illegal-problem-step", () -> withdrawn.claim(BY_EDU, act(EDU), EDU));
        var task = begun().turnedInto("t-1", act(OFFICE), OFFICE);
        assertRefused("illegal-problem-step", () -> task.turnedInto("t-2", act(OFFICE), OFFICE));
        assertThat(task.state()).isEqualTo(ProblemState.PUTTING_RIGHT);
    }

    @Test
    @Covers("A019")
    void a_unit_works_on_its_own_list_alone_and_a_leader_reads() {
        assertRefused("not-your-problem", () -> found(OF_EDU, MARKET));
        var ours = begun();
        assertThat(ours.allowed(EDU)).containsExactly(ProblemStep.EDIT, ProblemStep.CLAIM, ProblemStep.RESOLVE);
        assertThat(ours.allowed(OFFICE)).containsExactly(ProblemStep.EDIT, ProblemStep.CLAIM, ProblemStep.OPEN_TASK);
        assertThat(ours.allowed(LEADER)).isEmpty();
        assertThat(ours.allowed(MARKET)).isEmpty();
        assertRefused("not-for-this-unit", () -> found(OF_EDU, EDU).claim(BY_HEALTH, act(OFFICE), OFFICE));
    }

    @Test
    @Covers("A134")
    void a_group_keeps_its_own_list_and_its_units_claim_for_themselves() {
        var ours = found(OF_GROUP, HEALTH);
        assertThat(ours.units()).isEmpty();
        assertRefused("not-your-problem", () -> found(OF_GROUP, EDU));
        assertRefused("not-for-this-unit", () -> ours.claim(BY_EDU, act(HEALTH), HEALTH));

        var claimed = ours.claim(BY_EDU, act(OFFICE), OFFICE);

        assertThat(claimed.units()).containsExactly("u-edu");
        assertThat(claimed.allowed(EDU)).contains(ProblemStep.EDIT, ProblemStep.START);
        assertThat(claimed.allowed(HEALTH)).contains(ProblemStep.EDIT).doesNotContain(ProblemStep.START);
    }

    @Test
    void an_edit_says_from_what_to_what() {
        var better = new Statement("窗口中午没有人", "群众跑空", List.of("fear"), Found.SELF, null, null, null);
        var next = found(OF_EDU, EDU).edit(better, Map.of("fear", "怕担责")::get, act(EDU), EDU);
        assertThat(String.valueOf(next.history().get(1).note()))
                .contains("表现由“”改为“群众跑空”", "根源由“”改为“怕担责”")
                .doesNotContain("问题由");
        assertRefused("nothing-changed", () -> next.edit(better, code -> code, act(EDU), EDU));
    }

    @Test
    void overdue_is_what_nobody_has_resolved_by_its_day() {
        var begun = begun();
        assertThat(begun.isOverdue(TODAY.plusDays(10))).isFalse();
        assertThat(begun.isOverdue(TODAY.plusDays(11))).isTrue();
        assertThat(begun.resolve("完成", PROOF, act(EDU), EDU).isOverdue(TODAY.plusDays(11)))
                .isFalse();
    }

    @Test
    @Covers("A014")
    void problems_are_counted_by_state_root_cause_and_list_and_a_missing_list_shows() {
        var tallies = List.of(
                new Tally(OF_EDU, ProblemState.FOUND, List.of("fear", "internal"), null, 2),
                new Tally(OF_EDU, ProblemState.CONFIRMED, List.of("fear"), TODAY.minusDays(3), 1),
                new Tally(OF_GROUP, ProblemState.PUTTING_RIGHT, List.of(), TODAY.minusDays(1), 1));
        var all = List.of(new ProblemList("u-tax", "县税务局", false), OF_GROUP, OF_EDU);

        var summary = Summary.of(tallies, all, TODAY);

        assertThat(summary.total()).isEqualTo(4);
        assertThat(summary.byCause()).containsExactlyInAnyOrderEntriesOf(Map.of("fear", 3L, "internal", 2L));
        assertThat(summary.byState()).containsEntry("found", 2L).containsEntry("resolved", 0L);
        assertThat(summary.overdue()).isEqualTo(1);
        assertThat(summary.lists().get(0))
                .isEqualTo(new Summary.Line(OF_EDU, 3, 2, 0, 1, Map.of("fear", 3L, "internal", 2L)));
        assertThat(summary.without()).extracting(ProblemList::id).containsExactly("u-tax");
    }

    @Test
    void pasted_lines_are_read_as_a_table_and_every_wrong_line_is_named() {
        var causes = Map.of("怕担责", "fear", "fear", "fear");
        var read = ProblemLines.read("窗口没人\t群众跑空\t怕担责、fear\t轮流值守\t2026-12-31\n\n只有问题\n", Found.SELF, causes);
        assertThat(read)
                .containsExactly(
                        new Statement(
                                "窗口没人", "群众跑空", List.of("fear"), Found.SELF, null, "轮流值守", LocalDate.of(2026, 12, 31)),
                        new Statement("只有问题", null, List.of(), Found.SELF, null, null, null));

        assertThatThrownBy(() -> ProblemLines.read("一\t\t懒\n二\t\t\t\t年底\n\t没有问题", Found.SELF, causes))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(String.valueOf(no.members()))
                                .contains("第1行：问题根源里没有“懒”", "第2行：期限", "第3行：问题要写"));
        assertRefused("bad-problem-lines", () -> ProblemLines.read("\n \n", Found.SELF, causes));
    }

    private static Problem found(ProblemList list, Member by) {
        var statement = new Statement("窗口中午没有人", null, List.of(), Found.SELF, null, null, null);
        return Problem.find("x-1", list, statement, act(by), by);
    }

    private static Problem begun() {
        return found(OF_EDU, EDU).claim(BY_EDU, act(EDU), EDU).start("轮流值守", TODAY.plusDays(10), act(EDU), EDU);
    }

    private static void assertRefused(String slug, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }

    private static Act act(Member by) {
        return new Act("act-" + ACTS.incrementAndGet(), "same", by.caller(), NOON);
    }

    private static Member department(String id, @Nullable String unit, String... groups) {
        return new Member(new Caller(id, id, Set.of("DEPARTMENT"), unit, Set.of(), Set.of(groups), Set.of()));
    }

    private static Member office(String id) {
        return new Member(new Caller(id, id, Set.of("OFFICE"), "u-office", Set.of()));
    }
}
