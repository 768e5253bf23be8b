package io.sanhang.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.sanhang.identity.TestStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private final TestStore store = new TestStore();

    @AfterEach
    void close() {
        store.close();
    }

    private SigningKeys replica() {
        return new SigningKeys(store.database(), TestStore.PERSONAL_DATA);
    }

    private static List<JWK> keys(SigningKeys replica) {
        return replica.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
    }

    @Test
    void two_replicas_that_start_at_once_sign_with_the_same_key() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            Callable<List<JWK>> start = () -> keys(replica());
            var answers = pool.invokeAll(List.of(start, start));

            assertThat(answers.get(0).get()).hasSize(1).isEqualTo(answers.get(1).get());
            assertThat(keys(replica())).isEqualTo(answers.get(0).get());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void the_private_key_does_not_lie_open() {
        var key = keys(replica()).get(0);

        assertThat(key.isPrivate()).isTrue();
        var stored = store.database().getCollection("signing_keys").find().first();
        assertThat(stored).isNotNull();
        assertThat(stored.toJson())
                .doesNotContain(key.toRSAKey().getPrivateExponent().toString());
        assertThat(stored.getString("sealed")).startsWith("INTL:");
    }
}
