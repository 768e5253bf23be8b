package io.sanhang.identity.client;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * An authorization of the authorization server: its serialised form, encrypted, since it holds refresh tokens.
 *
 * @param expiresAt when its last token ends
 */
public record StoredAuthorization(@BsonId String id, String sealed, Instant expiresAt) {}
