package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service calls public is asked for once (RFC 9111), and what it does not is asked for each time. */
class PublicAnswersTest extends GatewayTest {

    private static final String PUBLIC = "public,max-age=60";

    private String path(String says) {
        return "/api/evaluation/" + unique() + "?says=" + says;
    }

    private static int asked(String path) {
        return SERVICES.seen(path).size();
    }

    @Test
    void a_second_person_gets_the_answer_of_the_first_and_its_age() {
        var path = path(PUBLIC);

        var first = browser().get(path);
        var second = browser().get(path, "Accept-Language", "en");

        assertThat(asked(path)).isEqualTo(1);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body()).hasSize(5000);
        assertThat(first.headers().firstValue("Age")).isEmpty();
        assertThat(second.headers().firstValue("Age")).isPresent();
        for (var name : new String[] {"Content-Type", "Cache-Control", "ETag", "Content-Security-Policy"}) {
            assertThat(second.headers().allValues(name))
                    .as(name)
                    .hasSize(1)
                    .isEqualTo(first.headers().allValues(name));
        }
    }

    @Test
    void a_shared_cache_has_its_own_limit() {
        var path = path("public,max-age=60,s-maxage=0");
        browser().get(path);
        browser().get(path);
        assertThat(asked(path)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private,max-age=60", "max-age=60", "public", "public,max-age=0"})
    void what_is_not_for_everybody_is_asked_each_time(String says) {
        var path = path(says);
        browser().get(path);
        browser().get(path);
        assertThat(asked(path)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&status=404", "&status=206", "&size=300000"})
    void only_whole_answers_of_a_usual_size_are_kept(String more) {
        var path = path(PUBLIC) + more;
        var first = browser().get(path);
        assertThat(browser().get(path).body()).isEqualTo(first.body());
        assertThat(asked(path)).isEqualTo(2);
    }

    @Test
    void who_is_signed_in_or_asks_for_more_is_not_given_what_others_got() {
        var path = path(PUBLIC);
        browser().get(path);
        var member = browser();
        member.signIn();
        member.get(path);
        assertThat(asked(path)).isEqualTo(2);
        browser().get(path, "Authorization", "Bearer abc");
        browser().get(path, "Range", "bytes=0-3");
        browser().get(path, "If-None-Match", "\"1\"");
        browser().get(path, "Cache-Control", "no-cache");
        assertThat(asked(path)).isEqualTo(6);
        assertThat(browser().get(path + "&other=1").body()).hasSize(5000);
        assertThat(asked(path + "&other=1")).isEqualTo(1);
    }

    @Test
    void what_the_signed_in_get_is_not_given_to_others() {
        var path = path(PUBLIC);
        var member = browser();
        member.signIn();
        member.get(path);
        browser().get(path);
        assertThat(asked(path)).isEqualTo(2);
    }

    @Test
    void a_compressed_answer_does_not_stay_compressed_for_who_cannot_read_it() throws Exception {
        var path = path(PUBLIC);
        var zipped = browser().bytes(path, "Accept-Encoding", "gzip");
        var plain = browser().get(path);
        var again = browser().bytes(path, "Accept-Encoding", "gzip");

        assertThat(asked(path)).isEqualTo(1);
        assertThat(unzipped(zipped)).isEqualTo(plain.body()).isEqualTo(unzipped(again));
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    }

    private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        return new String(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes());
    }
}
