package io.sanhang.task.file;

import java.time.Instant;

/**
 * A file as it was uploaded. Name without path or control characters, size in bytes, type as its content shows.
 *
 * @param uploadedBy the account that brought it; only that account may use it as evidence
 */
public record StoredFile(String id, String name, long size, String type, String uploadedBy, Instant uploadedAt) {}
