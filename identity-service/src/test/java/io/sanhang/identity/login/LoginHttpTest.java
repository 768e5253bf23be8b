package io.sanhang.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.identity.IdentityHttpTest;
import java.time.Duration;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class LoginHttpTest extends IdentityHttpTest {

    private static final String OFFICE = "13900000001";

    @Autowired
    MongoDatabase database;

    private MvcTestResult password(String username, String password) {
        return post("/api/identity/login/password", """
                {"username":"%s","password":"%s"}""".formatted(username, password));
    }

    private MvcTestResult code(String challenge, String code) {
        return post("/api/identity/login/code", """
                {"challenge":"%s","code":"%s"}""".formatted(challenge, code));
    }

    private String challenge() {
        return ok(password("office", "office")).get("challenge").asString();
    }

    private static String otherThan(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void password_and_code_give_a_ticket_for_the_authorization_endpoint() {
        var first = ok(password(" Office ", "office"));
        assertThat(first.get("maskedPhone").asString()).isEqualTo("139****0001");
        assertThat(first.get("expiresAt").asString()).isNotBlank();
        assertThat(PHONES.last().get("purpose").asString()).isEqualTo("sign-in");
        assertThat(PHONES.last().get("validMinutes").asInt()).isEqualTo(5);

        var second = code(first.get("challenge").asString(), PHONES.codeFor(OFFICE));

        assertThat(ok(second).get("continueTo").asString()).isEqualTo("/oauth2/authorization/sanhang");
        var cookie = second.getResponse().getHeader("Set-Cookie");
        assertThat(cookie).contains("SANHANG_ID=", "HttpOnly", "SameSite=Lax", "Path=/oauth2", "Max-Age=600");
    }

    @Test
    void a_wrong_password_and_an_unknown_name_answer_alike() {
        refused(password("office", "wrong"), 401, "bad-credentials");
        var known = body(password("office", "wrong"));
        var unknown = body(password("nobody", "wrong"));

        assertThat(unknown).isEqualTo(known);
    }

    @Test
    void an_unknown_name_takes_as_long_as_a_wrong_password() {
        refused(password("leader", "wrong"), 401, "bad-credentials");
        var known = nanos("leader");
        var unknown = nanos("nobody-there");

        assertThat(unknown).isGreaterThan(known / 3);
    }

    /** The fastest of three: what the work itself takes. */
    private long nanos(String username) {
        return LongStream.range(0, 3)
                .map(i -> {
                    var from = System.nanoTime();
                    refused(password(username, "wrong"), 401, "bad-credentials");
                    return System.nanoTime() - from;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void the_sixth_try_is_refused_even_with_the_right_code() {
        var challenge = challenge();
        var right = PHONES.codeFor(OFFICE);
        for (var i = 0; i < 5; i++) {
            refused(code(challenge, otherThan(right)), 422, "wrong-code");
        }

        refused(code(challenge, right), 410, "code-expired");
    }

    @Test
    void a_code_works_once() {
        var challenge = challenge();
        ok(code(challenge, PHONES.codeFor(OFFICE)));

        refused(code(challenge, PHONES.codeFor(OFFICE)), 410, "code-expired");
    }

    @Test
    void a_code_ends_after_five_minutes() {
        var challenge = challenge();
        clock.advance(Duration.ofMinutes(5));

        refused(code(challenge, PHONES.codeFor(OFFICE)), 410, "code-expired");
    }

    @Test
    void passwords_cannot_be_guessed_on_and_on() {
        for (var i = 0; i < 10; i++) {
            refused(password("edu", "wrong"), 401, "bad-credentials");
        }

        var answer = password("edu", "edu");
        refused(answer, 429, "too-many-tries");
        assertThat(answer.getResponse().getHeader("Retry-After")).isEqualTo("900");

        clock.advance(Duration.ofMinutes(15));
        ok(password("edu", "edu"));
    }

    @Test
    void names_that_do_not_exist_are_counted_too() {
        for (var i = 0; i < 10; i++) {
            refused(password("nobody-at-all", "x"), 401, "bad-credentials");
        }

        refused(password("nobody-at-all", "x"), 429, "too-many-tries");
    }

    @Test
    void a_finished_sign_in_forgets_earlier_mistakes() {
        for (var round = 0; round < 3; round++) {
            for (var i = 0; i < 6; i++) {
                refused(password("office", "wrong"), 401, "bad-credentials");
            }
            ok(code(challenge(), PHONES.codeFor(OFFICE)));
        }
    }

    @Test
    void without_messages_the_sign_in_says_so() {
        PHONES.down(true);

        refused(password("hr", "hr"), 503, "code-not-sent");
    }

    @Test
    void a_closed_account_is_refused_like_a_wrong_password() {
        database.getCollection("accounts")
                .updateOne(new Document("_id", "a-market"), new Document("$set", new Document("enabled", false)));

        refused(password("market", "market"), 401, "bad-credentials");
    }

    @Test
    void what_is_not_a_code_is_refused_before_it_counts() {
        refused(code(challenge(), "12ab"), 400, "invalid-request");
        refused(post("/api/identity/login/code", "{}"), 400, "invalid-request");
        refused(
                post("/api/identity/login/password", "{\"username\":{\"$ne\":\"\"},\"password\":\"x\"}"),
                400,
                "invalid-request");
    }

    @Test
    void neither_phones_nor_codes_lie_open_in_the_store() {
        var challenge = challenge();
        var code = PHONES.codeFor(OFFICE);
        ok(code(challenge, code));
        challenge();

        for (var name : database.listCollectionNames()) {
            for (var document : database.getCollection(name).find()) {
                assertThat(document.toJson())
                        .doesNotContain("13900000001")
                        .doesNotContain(PHONES.codeFor(OFFICE) + "\"");
            }
        }
    }
}
