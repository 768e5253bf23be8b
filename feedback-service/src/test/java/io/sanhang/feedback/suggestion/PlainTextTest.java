package io.sanhang.feedback.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script> & \"quotes\" 'x'",
                "  前后有空格，也照原样保留  ",
                "第一行\r\n第二行\t制表",
                "表情👨‍👩‍👧与𠮷字、繁體字、ﬁ、é、é",
                "=1+1 -2 @x ; DROP TABLE; {{7*7}} ${jndi} %00 \\u0000",
            })
    void what_can_be_seen_is_kept_byte_for_byte(String text) {
        assertThat(PlainText.block(text, "/body", 4, 2_000)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "有一个\u0000空字符",
                "退格\b在里面",
                "倒着\u202e写的字",
                "隔离\u2066起来的",
                "半个\ud83d字符",
                "第一类\u0085控制",
                "\u001b[31m红色"
            })
    void what_cannot_be_seen_is_refused_and_the_field_named(String text) {
        assertThatThrownBy(() -> PlainText.block(text, "/body", 1, 2_000)).isInstanceOfSatisfying(Refusal.class, no -> {
            assertThat(no.slug()).isEqualTo("text-not-plain");
            assertThat(no.pointer()).isEqualTo("/body");
        });
    }

    @Test
    void lengths_count_characters_not_code_units() {
        assertThat(PlainText.line("𠮷𠮷𠮷𠮷", "/title", 4, 4)).hasSize(8);
        slug("text-too-short", "𠮷𠮷");
        slug("text-too-short", "        ");
        slug("text-too-long", "字".repeat(41));
        slug("text-not-one-line", "第一行\n第二行");
    }

    @Test
    void numbers_of_persons_are_masked_and_others_left_alone() {
        assertThat(PlainText.withoutPersonalNumbers(
                        "打13812345678或138 1234 5678，身份证11010119900307123X，订单2026091400012345678901"))
                .isEqualTo("打138****5678或138****5678，身份证110****123X，订单2026091400012345678901");
    }

    private static void slug(String slug, String title) {
        assertThatThrownBy(() -> PlainText.line(title, "/title", 4, 40))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
