package io.sanhang.identity.credential;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A rater whose phone was verified a moment ago.
 *
 * @param id derived from the session's secret, which only the rater has
 * @param subject the mark of the person within the campaign
 */
public record RaterSession(@BsonId String id, String campaignId, String subject, Instant expiresAt) {}
