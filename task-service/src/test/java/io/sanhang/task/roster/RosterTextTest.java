package io.sanhang.task.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.testing.Covers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTextTest {

    private static final String FLOUR = RosterHttpTest.code(1);
    private static final String STEEL = RosterHttpTest.code(2);

    private final RosterText text = new RosterText(Map.of("县工业和信息化局", "u-ind"));

    @Test
    @Covers("A025")
    void a_copied_table_and_a_csv_file_are_read_alike() {
        var pasted = text.read("企业名称\t统一社会信用代码\t行业\n清河面业\t" + FLOUR + "\t食品\t柳河镇\t县工业和信息化局\n");
        var file = new RosterText(Map.of("县工业和信息化局", "u-ind"))
                .read("\uFEFF\"清河面业\"," + FLOUR.toLowerCase(java.util.Locale.ROOT) + ",食品,柳河镇,县工业和信息化局\r\n\r\n");

        assertThat(pasted.rejected()).isEmpty();
        assertThat(pasted.rows()).singleElement().satisfies(row -> {
            assertThat(row.creditCode()).isEqualTo(FLOUR);
            assertThat(row.profile().contact()).isNotNull();
            assertThat(file.rows().get(0).profile()).isEqualTo(row.profile());
        });
    }

    @Test
    @Covers("A025")
    void each_line_that_cannot_be_taken_comes_back_with_its_reason_and_the_others_are_taken() {
        var read = text.read(String.join(
                "\n",
                "清河面业," + FLOUR,
                "没有代码",
                "代码错一位," + FLOUR.substring(0, 17) + (FLOUR.charAt(17) == '0' ? '1' : '0'),
                "再来一次," + FLOUR,
                "单位不对," + STEEL + ",钢铁,东岗镇,县某某局",
                "多一列," + RosterHttpTest.code(3) + ",a,b,,c",
                "\"没配对," + RosterHttpTest.code(4)));

        assertThat(read.rows()).extracting(RosterText.Row::line).containsExactly(1);
        assertThat(read.rejected()).extracting(RosterText.Rejected::line).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(read.rejected().get(3).text()).isEqualTo("单位不对," + STEEL + ",钢铁,东岗镇,县某某局");
        assertThat(read.rejected().get(2).message()).contains("第1行");
    }
}
