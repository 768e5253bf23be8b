package io.sanhang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What every route gets without asking: token checks, problems in Chinese, paging, idempotency keys. */
@ServiceTest
class RequestTest {

    @Autowired
    MockMvcTester http;

    @Autowired
    Tokens tokens;

    @Test
    void a_public_route_needs_no_token_and_limits_the_page() {
        assertThat(http.get().uri("/open?page=-3&size=100000"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"page\":0,\"size\":200}");
    }

    @Test
    void without_a_token_one_is_asked_to_sign_in_with_the_wrong_role_one_is_refused() {
        assertThat(http.get().uri("/who"))
                .hasStatus(401)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("sign-in-required");
        assertThat(http.get().uri("/who").header("Authorization", tokens.citizen()))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.title")
                .isEqualTo("没有权限");
        assertThat(http.get().uri("/who").header("Authorization", tokens.office()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"id\":\"a-office\",\"unitId\":\"u-office\",\"roles\":[\"OFFICE\"]}");
    }

    @Test
    void a_forged_expired_foreign_or_misdirected_token_is_refused() {
        var good = tokens.office();
        var tampered = good.substring(0, good.length() - 8) + "AAAAAAAA";
        for (var bad : List.of(
                tampered,
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwicm9sZXMiOlsiT0ZGSUNFIl19.",
                tokens.token(claims ->
                        claims.subject("a").claim("roles", List.of("OFFICE")).issuer("http://evil.test")),
                tokens.token(claims ->
                        claims.subject("a").claim("roles", List.of("OFFICE")).audience(List.of("other"))),
                tokens.token(claims -> claims.subject("a")
                        .claim("roles", List.of("OFFICE"))
                        .issuedAt(Instant.now().minusSeconds(7200))
                        .expiresAt(Instant.now().minusSeconds(3600))))) {
            assertThat(http.get().uri("/who").header("Authorization", bad))
                    .hasStatus(401)
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo("invalid-token");
        }
    }

    @Test
    void a_refusal_names_the_field_and_carries_its_members() {
        assertThat(http.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\"no\"}"))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo(
                        "{\"type\":\"/problems/bad-phone\",\"code\":\"bad-phone\",\"hint\":\"x\",\"errors\":[{\"pointer\":\"/text\"}]}");
    }

    @Test
    void an_invalid_body_names_its_fields_and_broken_json_is_a_400() {
        assertThat(http.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\" \"}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].pointer")
                .isEqualTo("/text");
        assertThat(http.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":{\"$ne\":1}}"))
                .hasStatus(400);
        assertThat(http.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{"))
                .hasStatus(400);
        assertThat(http.post().uri("/things").contentType(MediaType.TEXT_PLAIN).content("x"))
                .hasStatus(415);
        assertThat(http.delete().uri("/things")).hasStatus(405);
        assertThat(http.get().uri("/nowhere"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("not-found");
    }

    @Test
    void the_same_key_gives_the_same_id() {
        var request = http.post()
                .uri("/things")
                .header("Idempotency-Key", "k-1")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"text\":\"a\"}");
        var first = request.exchange().getResponse();
        var second = request.exchange().getResponse();
        assertThat(first.getContentAsByteArray()).isEqualTo(second.getContentAsByteArray());
    }

    @Test
    void a_500_says_nothing_of_the_inside() {
        assertThat(http.get().uri("/broken"))
                .hasStatus(500)
                .bodyText()
                .contains("internal-error")
                .doesNotContain("secret");
    }
}
