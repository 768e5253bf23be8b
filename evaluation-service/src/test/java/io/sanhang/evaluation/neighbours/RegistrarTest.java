package io.sanhang.evaluation.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** identity-service over real HTTP: well, slow, failing, refusing. */
@TestPropertySource(properties = "spring.cloud.openfeign.client.config.default.read-timeout=1000")
class RegistrarTest extends EvaluationHttpTest {

    @Autowired
    CircuitBreakerRegistry breakers;

    /** Making keys takes its time, which is not what is tested here. */
    @BeforeAll
    static void keysAreMade() {
        List.of("c/u01", "c/u02", "e/u01", "e/u02").forEach(TestRater::key);
    }

    @BeforeEach
    void breakersClosed() {
        breakers.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404, 403, 422})
    void when_it_fails_or_refuses_there_is_no_campaign_and_it_was_asked_once(int status) {
        var id = newId();
        REGISTRAR.mood(asked -> status);
        unavailable(id);
        assertThat(REGISTRAR.askedFor(id)).hasSize(1);
        REGISTRAR.recover();
        created(post("", wanted(id)).header("Authorization", tokens.office()));
        step(id, "opening");
        accepted(id, ballot(id));
    }

    @Test
    void when_the_id_was_used_for_another_campaign_the_office_is_told_to_take_another_one() {
        REGISTRAR.mood(asked -> 409);
        var id = newId();
        var problem = refused(post("", wanted(id)).header("Authorization", tokens.office()), 409, "campaign-id-taken");
        assertThat(problem.toString()).contains("/id");
    }

    /** It may have made the keys although the answer was not waited for: asking again must be asking for the same. */
    @Test
    void when_it_is_slow_it_is_not_waited_for_and_a_repeat_asks_for_the_same() {
        var id = newId();
        var ends = new CountDownLatch(1);
        REGISTRAR.mood(asked -> {
            ends.await(5, TimeUnit.SECONDS);
            return 200;
        });
        var started = System.nanoTime();
        unavailable(id);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)).isLessThan(4000);
        assertThat(REGISTRAR.askedFor(id)).hasSize(1);
        ends.countDown();
        REGISTRAR.recover();
        created(post("", wanted(id)).header("Authorization", tokens.office()));
        var asked = REGISTRAR.askedFor(id);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).method()).isEqualTo("PUT");
        assertThat(asked.get(1).path()).isEqualTo(asked.get(0).path());
        assertThat(asked.get(1).body()).isEqualTo(asked.get(0).body());
    }

    @Test
    void when_it_keeps_failing_it_is_left_alone_for_a_while() {
        REGISTRAR.mood(asked -> 500);
        for (var i = 0; i < 5; i++) {
            unavailable(newId());
        }
        var id = newId();
        unavailable(id);
        assertThat(REGISTRAR.askedFor(id)).isEmpty();
    }

    /** Too few keys would be a campaign in which some raters cannot rate. */
    @Test
    void when_a_key_is_missing_or_is_none_there_is_no_campaign() {
        var id = newId();
        REGISTRAR.answer(asked -> "{\"keys\":[]}");
        unavailable(id);
        var one = newId();
        var key = TestRater.key("c/u01");
        REGISTRAR.answer(asked -> "{\"keys\":[{\"scope\":\"c/u01\",\"kid\":\"%s\",\"spki\":\"%s\"}]}"
                .formatted(TestRater.kid(key), TestRater.spki(key)));
        unavailable(one);
        var other = newId();
        REGISTRAR.answer(asked -> "{}");
        unavailable(other);
        var third = newId();
        REGISTRAR.answer(asked -> "no json");
        unavailable(third);
    }

    private void unavailable(String id) {
        var problem =
                refused(post("", wanted(id)).header("Authorization", tokens.office()), 503, "registrar-unavailable");
        assertThat(problem.get("detail").asString()).contains("没有建立");
        assertThat(problem.toString()).doesNotContain("127.0.0.1", "Feign");
        assertThat(database.getCollection("campaigns").countDocuments(new Document("_id", id)))
                .isZero();
    }
}
