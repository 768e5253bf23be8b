package io.sanhang.support.web;

import io.sanhang.support.store.Ids;
import java.util.Arrays;

/** Tells whether two requests asked for the same thing. Records print all their components, so their text will do. */
public final class Fingerprint {

    private Fingerprint() {}

    public static String of(Object... parts) {
        return Ids.derived(Arrays.stream(parts).map(String::valueOf).toArray(String[]::new));
    }
}
