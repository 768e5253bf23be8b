package io.sanhang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running service with the demo county in it, and phones that take its codes. */
@ServiceTest
public abstract class IdentityHttpTest {

    protected static final Phones PHONES = new Phones();

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected Tokens tokens;

    @Autowired
    protected TestClock clock;

    @Autowired
    protected JsonMapper json;

    @Autowired
    private DemoCounty demo;

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry registry) {
        registry.add("sanhang.neighbours.notification", PHONES::url);
        registry.add("sanhang.demo.enabled", () -> "true");
    }

    /** Each test in an hour of its own, so that one's counted tries are not another's. */
    @BeforeEach
    void laterThanTheTestBefore() {
        clock.advance(Duration.ofHours(2));
        Awaitility.await().until(() -> !demo.isEmpty());
        PHONES.down(false);
        PHONES.unreachable(phone -> false);
    }

    protected MvcTestResult call(HttpMethod method, String path, @Nullable String token, @Nullable String body) {
        var request = http.method(method).uri(path);
        if (token != null) {
            request.header("Authorization", token);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }

    protected MvcTestResult post(String path, String body) {
        return call(HttpMethod.POST, path, null, body);
    }

    protected JsonNode body(MvcTestResult answer) {
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    protected JsonNode ok(MvcTestResult answer) {
        assertThat(answer).as("%s", body(answer)).hasStatus2xxSuccessful();
        return body(answer);
    }

    protected void refused(MvcTestResult answer, int status, String slug) {
        assertThat(answer).as("%s", body(answer)).hasStatus(status);
        assertThat(body(answer).get("code").asString()).isEqualTo(slug);
        assertThat(body(answer).get("title").asString()).isNotBlank();
    }
}
