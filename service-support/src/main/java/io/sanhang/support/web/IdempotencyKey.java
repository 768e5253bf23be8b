package io.sanhang.support.web;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;

/**
 * The {@code Idempotency-Key} of a creating request (draft-ietf-httpapi-idempotency-key-header). It decides the id of
 * what is created, so that a second try finds the first one's result by its unique key.
 */
public record IdempotencyKey(String value) {

    static final int LONGEST = 100;

    /** The id of what this key creates within a scope: the route, and whose key it is. */
    public String idFor(String scope) {
        return Ids.derived("idempotency", scope, value);
    }

    /** @throws Refusal {@code idempotency-key-reused} when the key came with another content before */
    public void sameRequest(String storedFingerprint, String fingerprint) {
        if (!storedFingerprint.equals(fingerprint)) {
            throw Refusal.invalid("idempotency-key-reused");
        }
    }
}
