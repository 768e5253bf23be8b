package io.sanhang.identity.register;

import io.sanhang.support.errors.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Supplier;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Draws and imports one after the other, on all replicas: nobody is drawn twice, or drawn as one kind of rater and
 * imported as another, and a list does not grow while it is drawn from.
 */
@Component
class Turns {

    /** Extended while the work lasts. */
    private static final Duration LOCKED_AT_MOST = Duration.ofSeconds(30);

    private final LockingTaskExecutor locks;

    Turns(LockProvider locks) {
        this.locks = new DefaultLockingTaskExecutor(locks);
    }

    /** @throws Refusal {@code draw-under-way} when it is somebody else's turn */
    <T> T take(Supplier<T> work) {
        var done = new ArrayList<T>();
        if (!takeIfFree(() -> done.add(work.get()))) {
            throw Refusal.unavailable("draw-under-way").with("retryAfter", 2);
        }
        return done.get(0);
    }

    /** False when it is somebody else's turn. */
    boolean takeIfFree(Runnable work) {
        try {
            return locks.executeWithLock(
                            () -> {
                                work.run();
                                return true;
                            },
                            new LockConfiguration(Instant.now(), "register-draw", LOCKED_AT_MOST, Duration.ZERO))
                    .wasExecuted();
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
