package io.sanhang.notification.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long to wait after the first, second, … failed attempt. Empty when it is used up: then it has failed. */
public record Ladder(List<Duration> rungs) {

    public Optional<Duration> after(int attempts) {
        return attempts <= rungs.size() ? Optional.of(rungs.get(attempts - 1)) : Optional.empty();
    }
}
