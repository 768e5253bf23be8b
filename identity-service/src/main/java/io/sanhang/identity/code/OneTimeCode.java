package io.sanhang.identity.code;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A code that was sent to a phone. The code is kept as a keyed hash, the phone not at all.
 *
 * @param owner whom the code identifies
 * @param tries how often it was entered so far
 */
public record OneTimeCode(@BsonId String id, String owner, String codeHash, int tries, Instant expiresAt) {}
