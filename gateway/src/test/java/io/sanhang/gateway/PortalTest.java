package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalTest extends GatewayTest {

    private static final String ASSET = "/assets/test-1a2b3c.js";

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/rate", "/rate/qh-2026h2/units/u-edu", "/query/view", "/help/privacy"})
    void a_citizens_address_is_the_citizens_page(String path) {
        var answer = browser().get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>citizen</title>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_page_names_the_scripts_that_it_needs_at_once() {
        assertThat(browser().get("/rate/qh-2026h2").headers().firstValue("Link"))
                .contains("<" + ASSET + ">; rel=modulepreload");
        assertThat(browser().get("/rate").headers().firstValue("Link")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk", "/desk/", "/desk/tasks/t-1", "/desk/sign-in?error=sign-in-failed"})
    void below_desk_is_the_desk(String path) {
        assertThat(browser().get(path).body()).contains("<title>desk</title>");
    }

    @Test
    void an_asset_is_kept_for_a_year_and_sent_compressed() throws Exception {
        var zipped = browser().bytes(ASSET, "Accept-Encoding", "br, gzip");
        var plain = browser().bytes(ASSET, "Accept-Encoding", "identity");

        assertThat(zipped.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(zipped.body()).hasSizeLessThan(plain.body().length / 4);
    }

    @Test
    void a_page_that_did_not_change_is_not_sent_again() {
        var etag = browser().get("/").headers().firstValue("ETag").orElseThrow();

        var again = browser().get("/", "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/gone-1.js", "/assets/", "/favicon.ico", "/rate/x.png", "/nowhere.html", "/api/x"})
    void what_is_missing_is_missing_also_for_a_browser(String path) {
        var answer = browser().get(path, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void an_unknown_page_is_told_by_the_portal_and_by_the_status() {
        var person = browser().get("/no-such-page", "Accept", "text/html");
        var program = browser().get("/no-such-page");

        assertThat(person.statusCode()).isEqualTo(404);
        assertThat(person.body()).contains("<title>citizen</title>");
        assertThat(program.body()).contains("\"code\":\"not-found\"");
    }

    @Test
    void a_page_cannot_be_written_to() {
        assertThat(browser().post("/rate", "{}").statusCode()).isEqualTo(405);
    }
}
