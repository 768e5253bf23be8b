package io.sanhang.feedback.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.store.Ids;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class QueryCodesTest {

    private final QueryCodes codes = new QueryCodes(People.SECRETS);

    @Test
    void a_code_is_ten_plain_characters_and_always_the_same_for_one_suggestion() {
        assertThat(codes.of("s1")).matches("[2-9A-HJ-NP-Z]{10}").isEqualTo(codes.of("s1"));
        assertThat(codes.of("s2")).isNotEqualTo(codes.of("s1"));
    }

    @Test
    void all_characters_are_used_at_all_places() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 3_000; i++) {
            var code = codes.of(Ids.random());
            for (var place = 0; place < code.length(); place++) {
                seen.add(place + ":" + code.charAt(place));
            }
        }
        assertThat(seen).hasSize(10 * 32);
    }

    @Test
    void what_is_stored_does_not_contain_the_code_and_differs_from_what_it_is_made_of() {
        var code = codes.of("s1");
        assertThat(codes.lookup(code)).doesNotContain(code).isEqualTo(codes.lookup(code));
    }

    @Test
    void people_may_type_it_their_way() {
        assertThat(QueryCodes.read(" abcd-efgh jk ")).contains("ABCDEFGHJK");
        assertThat(QueryCodes.read("ＡＢＣＤＥＦＧＨ２３")).contains("ABCDEFGH23");
        assertThat(QueryCodes.read("abcdefgh1i")).contains("ABCDEFGHLL");
        assertThat(QueryCodes.read("ABCDEFGH0O")).isEmpty();
        assertThat(QueryCodes.read("短")).isEmpty();
        assertThat(QueryCodes.read("A".repeat(10_000))).isEmpty();
    }
}
