package io.sanhang.notification.channel;

import io.sanhang.support.store.Stored;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/** A text message that went to the development mailbox instead of a phone; even there the number is encrypted. */
public record Letter(@BsonId String id, long version, String phone, String phoneLookup, String text, Instant at)
        implements Stored {}
