package io.sanhang.identity.client;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Leads from a token to its authorization.
 *
 * @param id the kind of token and the SHA-256 of its value, as in {@code code:…}
 * @param spent a code that was redeemed; its second use ends what the first gave (RFC 6749 §4.1.2)
 */
public record TokenEntry(@BsonId String id, String authorizationId, Instant expiresAt, boolean spent) {}
