package io.sanhang.identity.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.identity.TestStore;
import io.sanhang.testing.TestClock;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestStore store = new TestStore();
    private final TestClock clock = new TestClock();
    private final Throttle throttle = new Throttle(store.database().getCollection("counters", Counter.class), clock);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void allows_as_many_as_the_limit_and_then_none_until_the_next_span() {
        assertThat(throttle.allows("a", 2, HOUR)).isTrue();
        assertThat(throttle.allows("a", 2, HOUR)).isTrue();
        assertThat(throttle.allows("a", 2, HOUR)).isFalse();
        assertThat(throttle.allows("b", 2, HOUR)).isTrue();

        clock.advance(HOUR);
        assertThat(throttle.allows("a", 2, HOUR)).isTrue();
    }

    @Test
    void counts_exactly_when_many_ask_at_once_also_of_two_replicas() throws Exception {
        var other = new Throttle(store.database().getCollection("counters", Counter.class), clock);
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> here = () -> throttle.allows("a", 25, HOUR);
            Callable<Boolean> there = () -> other.allows("a", 25, HOUR);
            var answers = pool.invokeAll(Collections.nCopies(25, here));
            answers.addAll(pool.invokeAll(Collections.nCopies(25, there)));
            var allowed = 0;
            for (var answer : answers) {
                allowed += answer.get() ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(25);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void forgets_when_told_and_when_the_span_is_over() {
        throttle.allows("a", 1, HOUR);
        throttle.forget("a", HOUR);
        assertThat(throttle.allows("a", 1, HOUR)).isTrue();

        throttle.sweep(clock.instant());
        assertThat(store.database().getCollection("counters").countDocuments()).isEqualTo(1);
        throttle.sweep(clock.instant().plus(HOUR));
        assertThat(store.database().getCollection("counters").countDocuments()).isZero();
    }
}
