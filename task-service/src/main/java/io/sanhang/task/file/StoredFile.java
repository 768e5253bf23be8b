package io.sanhang.task.file;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;

/**
 * A file as it was uploaded. Name without path or control characters, size in bytes, type as its content shows.
 *
 * @param uploadedBy the account that brought it; only that account may use it as evidence
 * @param content where the bytes are
 */
public record StoredFile(
        @BsonId String id,
        String name,
        long size,
        String type,
        String uploadedBy,
        Instant uploadedAt,
        ObjectId content) {}
