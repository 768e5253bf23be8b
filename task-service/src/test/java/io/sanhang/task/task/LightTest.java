package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightTest {

    private final WorkingCalendar calendar = new WorkingCalendar();

    /** Sunday 20 September 2026 is a make-up workday, 25 to 27 September are the mid-autumn holidays. */
    @ParameterizedTest(name = "on {0} a task due {1} is {2}: {3}")
    @CsvSource({
        "2026-09-14, 2026-09-14, YELLOW, 今天到期",
        "2026-09-14, 2026-09-17, YELLOW, 还有 3 个工作日",
        "2026-09-14, 2026-09-18, GREEN, 还有 4 个工作日",
        "2026-09-18, 2026-09-20, YELLOW, 还有 1 个工作日",
        "2026-09-24, 2026-09-27, YELLOW, '还有 3 天，都是休息日'",
        "2026-09-14, 2026-09-12, RED, 已逾期 2 天",
        "2026-09-14, 2028-09-14, GREEN, 还有 731 天"
    })
    @Covers("A024")
    void the_light_counts_working_days_and_says_so(LocalDate today, LocalDate due, Light.Colour colour, String words) {
        assertThat(light(State.IN_PROGRESS, due, today)).isEqualTo(new Light(colour, words));
    }

    @Test
    void without_a_date_or_after_close_out_there_is_no_light_but_there_are_words() {
        var today = LocalDate.of(2026, 9, 14);
        assertThat(light(State.ASSIGNED, null, today)).isEqualTo(new Light(Light.Colour.NONE, "没有固定期限"));
        assertThat(light(State.CLOSED, today.minusDays(9), today)).isEqualTo(new Light(Light.Colour.NONE, "已销号"));
    }

    private Light light(State state, @Nullable LocalDate due, LocalDate today) {
        return Light.of(state, due, today, calendar::isWorkday);
    }
}
