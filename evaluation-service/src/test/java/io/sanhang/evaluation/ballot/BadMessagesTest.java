package io.sanhang.evaluation.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sanhang.evaluation.Vectors;
import io.sanhang.support.errors.Refusal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not exactly a ballot is none: two readings of one text would be two leaves of one token. */
class BadMessagesTest {

    private static final List<String> ITEMS = List.of("q1", "q2", "q3", "q4");
    private static final byte[] INPUT =
            HexFormat.of().parseHex(Vectors.ballots().get(0).get("input_msg").asString());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "zfpj1",
                "zfpj1|c1|u1|",
                "zfpj2|c1|u1|q1=5,q2=4,q3=3,q4=5",
                "zfpj1|c1|q1=5,q2=4,q3=3,q4=5",
                "zfpj1||u1|q1=5,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|u2|q1=5,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=5,q2=4,q3=3",
                "zfpj1|c1|u1|q1=5,q2=4,q3=3,q4=5,q5=5",
                "zfpj1|c1|u1|q1=5,q2=4,q3=3,q4=5,",
                "zfpj1|c1|u1|q2=5,q1=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=6,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=-1,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=05,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=a,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=5, q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=5,q2=4,q3=3,q4=5 ",
                "zfpj1|c1|u1|q1=5,q2=4,q3=3,q4=5\n",
                "ZFPJ1|c1|u1|q1=5,q2=4,q3=3,q4=5",
                "zfpj1|c1|教育局|q1=5,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=５,q2=4,q3=3,q4=5",
                "zfpj1|c1|u1|q1=\u0665,q2=4,q3=3,q4=5"
            })
    void a_body_in_any_other_form_is_refused(String body) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> BallotBody.parse(body, ITEMS))
                .satisfies(refusal -> {
                    assertThat(refusal.slug()).isEqualTo("bad-ballot");
                    assertThat(refusal.pointer()).isEqualTo("/body");
                });
    }

    @Test
    void a_token_is_read_to_its_last_octet() {
        assertThat(Token.parse(INPUT).unit()).isEqualTo("u01");
        for (var length = 0; length < INPUT.length; length++) {
            var cut = Arrays.copyOf(INPUT, length);
            refused("/inputMsg", () -> Token.parse(cut));
        }
        refused("/inputMsg", () -> Token.parse(Arrays.copyOf(INPUT, INPUT.length + 1)));
    }

    @Test
    void another_version_or_another_length_octet_is_refused() {
        for (var at : List.of(32, 33, 43)) {
            for (var value : List.of(0, 2, 8, 10, 127, 255)) {
                var other = INPUT.clone();
                other[at] = value.byteValue();
                refused("/inputMsg", () -> Token.parse(other));
            }
        }
    }

    @Test
    void hexadecimal_is_read_strictly() {
        assertThat(Ballot.hex("00ff", 2, "/x")).containsExactly(0, 255);
        for (var text : List.of("0", "0g", "0x00", " 00", "00\n", "AP8=", "00ff00")) {
            refused("/x", () -> Ballot.hex(text, 2, "/x"));
        }
    }

    private static void refused(String pointer, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.slug()).isEqualTo("bad-ballot");
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
            assertThat(refusal.pointer()).isEqualTo(pointer);
        });
    }
}
