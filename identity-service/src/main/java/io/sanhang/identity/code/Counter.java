package io.sanhang.identity.code;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/** How often something was done in one span of time. */
public record Counter(@BsonId String id, int count, Instant expiresAt) {}
