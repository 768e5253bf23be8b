package io.sanhang.task.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.task.dictionary.Dictionary;
import io.sanhang.task.selfcheck.CheckForm.Part;
import io.sanhang.task.selfcheck.CheckForm.Point;
import io.sanhang.task.selfcheck.CheckForm.Section;
import io.sanhang.task.selfcheck.CheckSheet.Answer;
import io.sanhang.task.selfcheck.CheckSheet.State;
import io.sanhang.task.selfcheck.Comparison.Filled;
import io.sanhang.task.selfcheck.Comparison.Row;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import io.sanhang.testing.Covers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private static final Instant NOON = Instant.parse("2026-09-14T04:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);
    private static final AtomicInteger ACTS = new AtomicInteger();
    private static final Caller EDU = new Caller("a-edu", "王敏", Set.of("DEPARTMENT"), "u-edu", Set.of());
    private static final Caller OFFICE = new Caller("a-office", "张伟", Set.of("OFFICE"), "u-office", Set.of());

    private static final List<Part> PARTS = List.of(
            new Part("六问", true, List.of(new Point("q-1", "思想解放了没有"), new Point("q-2", "敢不敢闯"))),
            new Part("六答", false, List.of(new Point("a-1", "差距在哪里"))));

    private static final List<Answer> FULL = List.of(
            answer("q-1", Judgement.DONE, null), answer("q-2", Judgement.NOT_YET, "怕担责"), answer("a-1", null, "审批慢"));

    @Test
    @Covers("A013")
    void a_form_is_data_whose_points_come_from_a_dictionary_or_from_itself() {
        var six = CheckForm.shipped();
        assertThat(six.sections()).extracting(Section::title).containsExactly("六问", "六答", "六转变");
        assertRefused("check-section-empty", () -> six.parts(SelfCheckTest::empty));

        var own = six.edited("五细自查表", List.of(new Section("五细", true, null, List.of("目标细", "责任细"))), "张伟", NOON);
        assertThat(own.version()).isEqualTo(1);
        var points = own.parts(SelfCheckTest::empty).get(0).points();
        assertThat(points).extracting(Point::words).containsExactly("目标细", "责任细");
        var moved = own.edited("五细自查表", List.of(new Section("五细", true, null, List.of("责任细"))), "张伟", NOON);
        assertThat(moved.parts(SelfCheckTest::empty).get(0).points()).containsExactly(points.get(1));
    }

    @Test
    @Covers("A018")
    void a_sheet_is_drafted_handed_in_returned_and_handed_in_again() {
        var round = round(TODAY, TODAY.plusDays(7));
        var draft = blank().saved(List.of(FULL.get(0)), round, act(EDU), TODAY);
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        assertThat(draft.version()).isEqualTo(1);

        var handedIn = draft.submitted(FULL, round, act(EDU), TODAY);
        assertThat(handedIn.state()).isEqualTo(State.SUBMITTED);
        assertRefused("illegal-check-step", () -> handedIn.saved(FULL, round, act(EDU), TODAY));

        var back = handedIn.returned("第二问写得太空", act(OFFICE));
        assertThat(back.last(State.RETURNED).orElseThrow().note()).isEqualTo("第二问写得太空");
        assertRefused("illegal-check-step", () -> back.returned("再退", act(OFFICE)));
        var late = TODAY.plusDays(30);
        assertThat(back.submitted(FULL, round, act(EDU), late).state()).isEqualTo(State.SUBMITTED);
    }

    @Test
    @Covers("A018")
    void what_is_not_filled_in_is_named_point_by_point() {
        var round = round(TODAY, TODAY.plusDays(7));
        assertThatThrownBy(
                        () -> blank().submitted(List.of(answer("q-1", Judgement.PARTLY, " ")), round, act(EDU), TODAY))
                .isInstanceOfSatisfying(Refusal.class, no -> {
                    assertThat(no.slug()).isEqualTo("check-sheet-incomplete");
                    assertThat(String.valueOf(no.members())).contains("请写差在哪里", "请选做到了没有", "请写答复");
                });
        assertRefused(
                "no-such-check-point", () -> blank().saved(List.of(answer("x", null, "乱填")), round, act(EDU), TODAY));
    }

    @Test
    void nobody_fills_in_for_another_unit_or_out_of_time() {
        var round = round(TODAY, TODAY.plusDays(7));
        assertRefused("not-your-check", () -> blank().saved(FULL, round, act(OFFICE), TODAY));
        assertRefused("check-round-not-open", () -> blank().saved(FULL, round, act(EDU), TODAY.plusDays(8)));
        assertRefused("check-round-not-open", () -> blank().saved(FULL, round, act(EDU), TODAY.minusDays(1)));
        assertThat(round.state(TODAY.plusDays(7))).isEqualTo(CheckRound.State.OPEN);
        assertThat(round.closing(TODAY).state(TODAY.plusDays(1))).isEqualTo(CheckRound.State.CLOSED);
        assertRefused("bad-check-days", () -> round.closing(TODAY.minusDays(1)));
        assertRefused("bad-check-days", () -> round(TODAY.minusDays(9), TODAY.minusDays(2)));
    }

    @Test
    @Covers("A013")
    void over_two_rounds_it_shows_what_got_better_worse_or_new() {
        var before = filled(
                answer("q-1", Judgement.PARTLY, "一般"), answer("q-2", Judgement.DONE, null), answer("a-1", null, "审批慢"));
        var after = filled(
                answer("q-1", Judgement.DONE, null),
                answer("q-2", Judgement.NOT_YET, "怕担责"),
                answer("a-1", null, "审批还是慢"));

        var comparison = Comparison.of(List.of(before, after));

        assertThat(comparison.rows()).extracting(Row::change).containsExactly("better", "worse", "reworded");
        assertThat(comparison.rows().get(0).cells())
                .extracting(Comparison.Cell::judgementText)
                .containsExactly("部分做到", "已经做到");
        assertThat(List.of(comparison.better(), comparison.worse())).containsExactly(1, 1);
        assertThat(Comparison.of(List.of(after)).rows()).extracting(Row::change).containsOnlyNulls();
        assertThat(Comparison.of(List.of(filled(), after)).rows())
                .extracting(Row::change)
                .containsOnly("new");
        assertThat(Comparison.of(List.of()).rows()).isEmpty();
    }

    private static Filled filled(Answer... answers) {
        var round = round(TODAY, TODAY.plusDays(7));
        return new Filled(
                round, new CheckSheet("s", 2, round.id(), "u-edu", State.SUBMITTED, List.of(answers), List.of()));
    }

    private static CheckRound round(LocalDate from, LocalDate to) {
        return CheckRound.opened(
                "r-1",
                "第三季度自查",
                CheckForm.shipped(),
                PARTS,
                from,
                to,
                List.of(new Party("u-edu", "县教体局")),
                act(OFFICE),
                TODAY);
    }

    private static CheckSheet blank() {
        return CheckSheet.blank("r-1", "u-edu");
    }

    private static Dictionary empty(String code) {
        return new Dictionary(code + "@0", code, 0, List.of(), null, null);
    }

    private static Answer answer(String point, @Nullable Judgement judgement, @Nullable String text) {
        return new Answer(point, judgement, text);
    }

    private static Act act(Caller by) {
        return new Act("act-" + ACTS.incrementAndGet(), "same", by, NOON);
    }

    private static void assertRefused(String slug, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
