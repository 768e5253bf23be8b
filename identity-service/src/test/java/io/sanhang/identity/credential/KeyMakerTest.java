package io.sanhang.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.identity.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyMakerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final KeyMaker maker =
            new KeyMaker(TestStore.PERSONAL_DATA, new CredentialProperties("x", 5, 600, 2048, 30));
    private final List<ScopeKey> made = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        maker.destroy();
    }

    @Test
    void each_scope_has_a_key_of_its_own_and_no_key_lies_open() {
        assertThat(maker.make("k", List.of("c/a", "c/b"), made::add, LONG)).isTrue();

        assertThat(made).extracting(ScopeKey::id).containsExactlyInAnyOrder("k|c/a", "k|c/b");
        assertThat(made).extracting(ScopeKey::kid).doesNotHaveDuplicates().allMatch(kid -> kid.matches("[0-9a-f]{16}"));
        assertThat(made).extracting(ScopeKey::sealedKey).allMatch(text -> text.startsWith("INTL:"));
    }

    @Test
    void a_call_that_ran_out_of_time_is_finished_by_the_next_and_nothing_is_made_twice() {
        var hold = new CountDownLatch(1);
        var first = maker.make(
                "k",
                List.of("c/a"),
                key -> {
                    try {
                        hold.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    made.add(key);
                },
                Duration.ZERO);
        assertThat(first).isFalse();
        hold.countDown();

        assertThat(maker.make("k", List.of("c/a"), key -> made.add(key), LONG)).isTrue();

        assertThat(made).hasSize(1);
    }
}
