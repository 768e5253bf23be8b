package io.sanhang.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test sets; it starts on Monday 14 September 2026, 09:00 in Shanghai, and stands still. */
public final class TestClock extends Clock {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    public static final Instant START =
            ZonedDateTime.of(2026, 9, 14, 9, 0, 0, 0, SHANGHAI).toInstant();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    public void setTo(Instant instant) {
        now.set(instant);
    }

    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return SHANGHAI;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
