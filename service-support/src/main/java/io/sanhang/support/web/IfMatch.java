package io.sanhang.support.web;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import org.jspecify.annotations.Nullable;

/** The {@code If-Match} of an edit (RFC 9110 §13.1.1). Absent means: whatever is there. */
public record IfMatch(@Nullable String etag) {

    /** @throws Refusal {@code changed-meanwhile} when another version is stored than the one that was edited */
    public void require(Stored stored) {
        if (etag != null && !etag.equals("*") && !etag.replace("W/", "").equals(of(stored))) {
            throw Refusal.stale("changed-meanwhile");
        }
    }

    public static String of(Stored stored) {
        return "\"" + stored.version() + "\"";
    }
}
