package io.sanhang.task.task;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger is narrowed to, as an address carries it; see {@link TaskQuery}.
 *
 * @param duty {@code mine}: tasks of a post that the caller holds, and open ones for which the duty map of the unit names
 *     such a post (A046, A101)
 */
public record LedgerFilter(
        @Nullable String voyage,
        @Nullable String unit,
        @Nullable String group,
        @Nullable String state,
        @Nullable String clause,
        @Nullable String q,
        @Nullable String due,
        @Nullable String kind,
        @Nullable String level,
        @Nullable String tag,
        @Nullable String duty) {

    TaskQuery query() {
        return new TaskQuery(voyage, unit, group, state, clause, q, due, kind, level, tag);
    }
}
