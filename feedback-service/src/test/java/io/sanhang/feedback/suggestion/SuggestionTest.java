package io.sanhang.feedback.suggestion;

import static io.sanhang.feedback.suggestion.People.EDU;
import static io.sanhang.feedback.suggestion.People.EDU_CLERK;
import static io.sanhang.feedback.suggestion.People.HEALTH;
import static io.sanhang.feedback.suggestion.People.HEALTH_CLERK;
import static io.sanhang.feedback.suggestion.People.MONDAY;
import static io.sanhang.feedback.suggestion.People.OFFICE;
import static io.sanhang.feedback.suggestion.People.TEN_DAYS;
import static io.sanhang.feedback.suggestion.People.accepted;
import static io.sanhang.feedback.suggestion.People.answered;
import static io.sanhang.feedback.suggestion.People.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.feedback.suggestion.Suggestion.Adoption;
import io.sanhang.feedback.suggestion.Suggestion.FollowUp;
import io.sanhang.feedback.suggestion.Suggestion.State;
import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final Adoption TASK = new Adoption(MONDAY, "t1", "放学时开放广场车位", "u-edu");

    @Test
    void acceptance_names_the_unit_and_the_day_in_words() {
        var accepted = accepted();
        assertThat(accepted.state()).isEqualTo(State.ACCEPTED);
        assertThat(accepted.unitId()).isEqualTo("u-edu");
        assertThat(accepted.version()).isEqualTo(2);
        assertThat(accepted.timeline().get(1).text()).isEqualTo("已受理，转交县教育和体育局办理，承诺2026年9月28日前答复");
    }

    @Test
    void it_may_be_handed_to_another_unit_while_it_is_unanswered_but_not_twice_to_the_same() {
        assertThat(accepted().accept(HEALTH, TEN_DAYS, OFFICE, MONDAY).unitId()).isEqualTo("u-health");
        refuses("illegal-step", () -> accepted().accept(EDU, TEN_DAYS, OFFICE, MONDAY));
        refuses("illegal-step", () -> answered().accept(HEALTH, TEN_DAYS, OFFICE, MONDAY));
    }

    @Test
    @Covers("A066")
    void a_refusal_carries_its_reason() {
        var refused = received().refuse("属于个人纠纷，请向人民调解委员会申请调解。", OFFICE, MONDAY);
        assertThat(refused.rejection().reason()).contains("人民调解");
        assertThat(refused.allowed(OFFICE)).isEmpty();
        refuses("text-too-short", () -> received().refuse("不行", OFFICE, MONDAY));
    }

    @Test
    void only_the_unit_in_charge_and_the_office_answer() {
        refuses("not-your-suggestion", () -> accepted().answer("我们来答复这件建议吧。", HEALTH_CLERK, MONDAY));
        assertThat(accepted().answer("办公室代为答复：已协调好。", OFFICE, MONDAY).state()).isEqualTo(State.ANSWERED);
        refuses("illegal-step", () -> received().answer("还没有受理就答复不行。", OFFICE, MONDAY));
    }

    @Test
    void what_is_offered_is_what_is_possible() {
        assertThat(received().allowed(OFFICE)).containsExactly("accept", "refuse");
        assertThat(accepted().allowed(EDU_CLERK)).containsExactly("answer", "adopt");
        assertThat(accepted().allowed(HEALTH_CLERK)).isEmpty();
        assertThat(answered().allowed(EDU_CLERK)).containsExactly("adopt");
    }

    @Test
    @Covers({"A065", "A066"})
    void an_adopted_idea_keeps_its_task_and_can_still_be_answered() {
        var adopted = accepted().adopt(TASK, EDU_CLERK);
        assertThat(adopted.state()).isEqualTo(State.ADOPTED);
        assertThat(SuggestionEvents.adopted(adopted).taskId()).isEqualTo("t1");
        var told = adopted.answer("您的建议已经立项，正在落实。", EDU_CLERK, MONDAY);
        assertThat(told.state()).isEqualTo(State.ADOPTED);
        assertThat(told.mayRate()).isTrue();
    }

    @Test
    void a_department_opens_tasks_for_itself_only() {
        var forOthers = new Adoption(MONDAY, "t1", "放学时开放广场车位", "u-health");
        refuses("lead-unit-not-yours", () -> accepted().adopt(forOthers, EDU_CLERK));
        assertThat(accepted().adopt(forOthers, OFFICE).state()).isEqualTo(State.ADOPTED);
    }

    @Test
    @Covers("A066")
    void the_sender_reads_that_the_task_is_done_once() {
        var done = answered().adopt(TASK, EDU_CLERK).taskClosed(MONDAY);
        assertThat(done.timeline().get(done.timeline().size() - 1).step()).isEqualTo("task-closed");
        assertThat(done.taskClosed(MONDAY.plus(Duration.ofDays(1)))).isSameAs(done);
        assertThat(Wording.of(done)).isEqualTo("已采纳，已经落实");
    }

    @Test
    void an_answer_is_rated_once() {
        var rated = answered().rate(2, "没有解决", MONDAY);
        assertThat(SuggestionEvents.rated(rated).level()).isEqualTo(2);
        assertThat(rated.rate(2, "没有解决", MONDAY)).isSameAs(rated);
        refuses("already-rated", () -> rated.rate(5, null, MONDAY));
        refuses("illegal-step", () -> accepted().rate(5, null, MONDAY));
    }

    @Test
    void a_follow_up_reopens_what_was_answered() {
        var again = answered().followUp(new FollowUp("f1", MONDAY, "还是堵车，请再看看。"), TEN_DAYS);
        assertThat(again.state()).isEqualTo(State.ACCEPTED);
        assertThat(again.allowed(EDU_CLERK)).contains("answer");
        assertThat(SuggestionEvents.followedUp(again).unitId()).isEqualTo("u-edu");
        assertThat(again.followUp(new FollowUp("f1", MONDAY, "还是堵车，请再看看。"), TEN_DAYS))
                .isSameAs(again);
    }

    @Test
    void a_follow_up_brings_what_was_refused_back_to_the_office() {
        var refused = accepted().refuse("不属于本县管理的事项。", OFFICE, MONDAY);
        var back = refused.followUp(new FollowUp("f1", MONDAY, "这条路是县里修的。"), TEN_DAYS);
        assertThat(back.state()).isEqualTo(State.RECEIVED);
        assertThat(back.unitId()).isNull();
        assertThat(back.allowed(OFFICE)).containsExactly("accept", "refuse");
    }

    @Test
    void there_is_an_end_to_following_up() {
        var suggestion = accepted();
        for (var i = 0; i < Suggestion.FOLLOW_UPS_AT_MOST; i++) {
            suggestion = suggestion.followUp(new FollowUp("f" + i, MONDAY, "再补充一点情况"), TEN_DAYS);
        }
        var full = suggestion;
        assertThat(full.mayFollowUp()).isFalse();
        refuses("too-many-follow-ups", () -> full.followUp(new FollowUp("f11", MONDAY, "再补充一点情况"), TEN_DAYS));
    }

    @Test
    void no_event_carries_a_phone_number_that_somebody_typed_into_the_title() {
        var sent = People.submission("请给13912345678回个电话", "学校门口放学时堵车，请回电话。", null);
        var received = Suggestion.receive("s2", "lookup", "print", sent, TEN_DAYS);
        assertThat(SuggestionEvents.received(received).title()).isEqualTo("请给139****5678回个电话");
        assertThat(received.submission().title()).isEqualTo("请给13912345678回个电话");
    }

    private static void refuses(String slug, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
