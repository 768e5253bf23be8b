package io.sanhang.identity.credential;

import org.jspecify.annotations.Nullable;

/**
 * Where something was handled (办件): all that an item code says, and nothing of whose it was.
 *
 * @param unit of the campaign's units
 * @param window as the unit calls it; null where it has none
 * @param matter the kind of matter; null when nobody said
 * @param month in which the code was given, {@code 2026-11} in Asia/Shanghai
 */
public record HandledMatter(
        String unit, @Nullable String window, @Nullable String matter, String month) {

    /** A window or a kind of matter that is rated by itself has an id of its unit's, two hyphens and its own. */
    private static final String OF_UNIT = "--";

    static boolean isOf(String rated, @Nullable String unitId) {
        return unitId != null && (rated.equals(unitId) || rated.startsWith(unitId + OF_UNIT));
    }
}
