package io.sanhang.identity.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year's notice as text: what is read, what is refused and where. */
@Covers("A047")
class NoticeTest {

    private static final String SOUND = """
            # 国务院办公厅关于2027年部分节假日安排的通知
            2027-01-01,2027-01-03,元旦
            2027-02-05，2027-02-11，春节

            2027-01-09,班
            2027-02-13, workday ,
            """;

    private static List<NoticeCheck.Fault> faults(String text) {
        var refusal = catchThrowableOfType(Refusal.class, () -> NoticeText.read(2027, text));
        assertThat(refusal.slug()).isEqualTo("bad-calendar");
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        return ((List<?>) refusal.members().get("errors"))
                .stream().map(NoticeCheck.Fault.class::cast).toList();
    }

    @Test
    void holidays_and_make_up_workdays_are_read_in_any_order() {
        var notice = NoticeText.read(2027, SOUND);

        assertThat(notice.holidays()).extracting(Holiday::name).containsExactly("元旦", "春节");
        assertThat(notice.workdays()).containsExactly(LocalDate.of(2027, 1, 9), LocalDate.of(2027, 2, 13));
        assertThat(notice.changed(2027).holidays()).hasSize(10);
        assertThat(NoticeText.read(2027, "\uFEFF2027-01-01,2027-01-03,元旦\r\n").holidays())
                .hasSize(1);
    }

    @Test
    void what_a_chinese_spreadsheet_writes_is_read_too() {
        var line = "2027-01-01,2027-01-03,元旦";

        assertThat(NoticeText.decode(line.getBytes(Charset.forName("GB18030")))).isEqualTo(line);
        assertThat(NoticeText.decode(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-12-31,2027-01-03,元旦 | 第2行：2026-12-31至2027-01-03不在2027年内；跨年的假期请只写本年的日子
            2028-01-01,班              | 第2行：2028-01-01不在2027年内；跨年的假期请只写本年的日子
            2027-05-05,2027-05-01,节   | 第2行：开始日期2027-05-05在结束日期2027-05-01之后
            2027-10-02,班              | 第2行：2027-10-02既放假又上班，与第1行矛盾
            2027-10-01,2027-10-07,国庆节 | 第2行：2027-10-01至2027-10-07与第1行重复
            2027-10-07,2027-10-08,中秋节 | 第2行：2027-10-07至2027-10-08与第1行有重叠的日子
            2027-02-30,班              | 第2行：看不懂“2027-02-30,班”；放假写成“2027-01-01,2027-01-03,元旦”，调休上班写成“2027-01-09,班”
            2027-05-01,劳动节          | 第2行：看不懂“2027-05-01,劳动节”；放假写成“2027-01-01,2027-01-03,元旦”，调休上班写成“2027-01-09,班”
            """)
    void a_wrong_line_is_named(String line, String message) {
        var faults = faults("2027-10-01,2027-10-07,国庆节\n" + line + "\n2027-10-10,班\n");

        assertThat(faults).containsExactly(new NoticeCheck.Fault("/lines/2", message));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThat(faults("2027-01-09,班\n2027-01-09,班\n乱写\n2027-01-08,2027-01-10,假\n"))
                .extracting(NoticeCheck.Fault::pointer)
                .containsExactly("/lines/2", "/lines/3", "/lines/4");
        assertThat(faults("# 什么也没有\n")).extracting(NoticeCheck.Fault::pointer).containsExactly("");
    }

    @Test
    void the_next_year_is_expected_from_november_on() {
        assertThat(Missing.warning(LocalDate.of(2026, 10, 31), year -> year <= 2026))
                .isNull();
        assertThat(Missing.warning(LocalDate.of(2026, 11, 1), year -> year <= 2026))
                .startsWith("2027年的放假安排还没有导入");
        assertThat(Missing.warning(LocalDate.of(2026, 11, 1), year -> year <= 2027))
                .isNull();
        assertThat(Missing.warning(LocalDate.of(2028, 2, 1), year -> year <= 2027))
                .startsWith("2028年");
    }

    @Test
    void another_notice_takes_the_place_and_the_earlier_one_stays_visible() {
        var by = new ImportedYear.Origin("a-office", "办公室甲", Instant.parse("2026-11-10T01:00:00Z"));
        var first = ImportedYear.first(2027, NoticeText.read(2027, SOUND), by);

        assertThat(first.replacedBy(NoticeText.read(2027, SOUND), by)).isSameAs(first);
        var second = first.replacedBy(NoticeText.read(2027, "2027-01-01,2027-01-02,元旦"), by);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.earlier()).containsExactly(new ImportedYear.Edition(1, first.notice(), by));
    }
}
