package io.sanhang.task.activity;

import static io.sanhang.task.activity.Sample.TYPES;
import static io.sanhang.task.activity.Sample.checked;
import static io.sanhang.task.activity.Sample.draft;
import static io.sanhang.task.activity.Sample.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record must hold, as its type says. */
class DraftTest {

    @Test
    @Covers("A032")
    void an_opinion_without_duty_and_deadline_says_that_these_are_missing() {
        var half = draft("教体局落实意见", Map.of("what", "办好业务讲堂", "measures", "一月一次"));

        assertThat(faults(() -> checked("implementation-opinion", half)))
                .containsExactly(
                        new Draft.Fault("/fields/duty", "请填写责任"), new Draft.Fault("/fields/deadline", "请填写时限"));
    }

    @Test
    @Covers("A032")
    void an_opinion_with_all_four_parts_is_taken() {
        var whole = Map.of("what", "办好业务讲堂", "duty", "人事科牵头", "measures", "一月一次", "deadline", "2026-12-31");

        var content = checked("implementation-opinion", draft("教体局落实意见", whole)).content();

        assertThat(content.entries())
                .extracting(Content.Entry::field)
                .containsExactly("what", "duty", "measures", "deadline");
        assertThat(faults(() -> checked("implementation-opinion", draft(" ", whole)))
                        .get(0)
                        .pointer())
                .isEqualTo("/title");
    }

    @Test
    @Covers("A036")
    void a_result_report_has_three_parts_and_is_of_a_closed_task() {
        var two = Map.of("task", "t-closed", "results", "建成一个", "shortcomings", " ");

        assertThat(faults(() -> checked("result-report", draft(null, two))))
                .extracting(Draft.Fault::pointer)
                .containsExactly("/fields/shortcomings", "/fields/improvements");

        var open = Map.of("task", "t-open", "results", "好", "shortcomings", "少", "improvements", "多");
        assertThat(faults(() -> checked("result-report", draft(null, open))))
                .containsExactly(new Draft.Fault("/fields/task", "请选一项已经销号的任务"));
    }

    @Test
    @Covers("A029")
    void a_dispatch_is_of_a_key_project_and_is_named_after_it() {
        var dispatch = Map.of("project", "t-key-project", "chair", "包保领导", "progress", "主体封顶", "next", "装修");

        var checked = checked("dispatch", draft(null, dispatch));

        assertThat(checked.content().title()).isEqualTo("重点项目月调度：冷链物流园");
        assertThat(checked.concerns().about()).containsExactly("t-key-project");
        assertThat(checked.concerns().unitIds()).containsExactly("u-edu", "u-t1");
    }

    @ParameterizedTest
    @Covers("A033")
    @CsvSource({"coordination-meeting, 工作协调会", "progress-meeting, 推进会", "on-site-meeting, 现场办公会"})
    void there_are_three_types_of_meeting_with_decisions(String code, String name) {
        var type = TYPES.get(code);
        assertThat(type.name()).isEqualTo(name);
        assertThat(type.decisions()).isTrue();
        assertThat(type.fields()).extracting(ActivityType.Field::code).contains("chair", "present", "problems");
    }

    @Test
    @Covers("A033")
    void a_decision_keeps_its_unit_and_its_id_and_the_unit_sees_the_record() {
        var first = checked("coordination-meeting", meeting(new Draft.Decided("made-up", "补办手续", "u-health", null)));

        var decision = first.content().decisions().get(0);
        assertThat(decision.id()).isNotEqualTo("made-up");
        assertThat(first.concerns().unitIds()).containsExactly("u-edu", "u-health");
        var kept = meeting(new Draft.Decided(decision.id(), "补办手续", "u-health", null));
        assertThat(checked("coordination-meeting", kept, Set.of(decision.id()))
                        .content()
                        .decisions())
                .containsExactly(decision);
        assertThat(faults(() -> checked("coordination-meeting", meeting(new Draft.Decided(null, "办", "u-no", null)))))
                .extracting(Draft.Fault::pointer)
                .containsExactly("/decisions/0/unitId");
    }

    @Test
    void what_does_not_fit_its_field_is_named_field_by_field() {
        var wrong = Map.of("meeting", "茶话会", "chair", "字".repeat(41), "result", "字".repeat(2001), "photo", "x");

        assertThat(faults(() -> checked("agenda-item", draft("议题", wrong))))
                .extracting(Draft.Fault::pointer)
                .containsExactlyInAnyOrder("/fields/meeting", "/fields/chair", "/fields/result", "/fields/photo");
        var tomorrow = new Draft("会", Sample.TODAY.plusDays(1), Map.of(), List.of(), List.of());
        assertThat(faults(() -> checked("progress-meeting", tomorrow)))
                .extracting(Draft.Fault::pointer)
                .contains("/on", "/fields/chair");
    }

    /** Nobody is made to take photos, and no place is recorded by a device (国办函〔2026〕12号). */
    @Test
    @Covers("A025")
    void a_visit_asks_for_no_photo_and_no_track() {
        assertThat(TYPES.all())
                .allMatch(type -> type.evidence() != ActivityType.Evidence.REQUIRED)
                .flatExtracting(ActivityType::fields)
                .extracting(ActivityType.Field::code)
                .doesNotContain("photo", "location", "track", "signIn");
    }

    private static List<Draft.Fault> faults(ThrowingCallable check) {
        var seen = new java.util.ArrayList<Draft.Fault>();
        assertThatThrownBy(check).isInstanceOfSatisfying(Refusal.class, no -> {
            assertThat(no.slug()).isEqualTo("record-incomplete");
            ((List<?>) java.util.Objects.requireNonNull(no.members().get("errors")))
                    .forEach(each -> seen.add((Draft.Fault) each));
        });
        return seen;
    }
}
