package io.sanhang.system;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens elsewhere, by looking again. */
final class Await {

    private Await() {}

    static void until(Duration within, BooleanSupplier condition) {
        var end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + within);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The first value that is not null. */
    static <T> T value(Duration within, Supplier<T> source) {
        var holder = new Object() {
            T value;
        };
        until(within, () -> (holder.value = source.get()) != null);
        return holder.value;
    }
}
