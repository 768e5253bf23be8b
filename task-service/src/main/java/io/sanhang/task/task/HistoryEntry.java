package io.sanhang.task.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a task's history. Lines are only added, and each carries a SHA-256 over itself and the hash of the line
 * before, so that a changed or missing line shows.
 */
public record HistoryEntry(
        String id,
        String fingerprint,
        Instant at,
        String by,
        String byName,
        @Nullable String unitId,
        Step step,
        @Nullable String note,
        String hash) {

    static HistoryEntry after(List<HistoryEntry> before, Act act, Step step, @Nullable String note) {
        var open = new HistoryEntry(
                act.id(),
                act.fingerprint(),
                act.at(),
                act.by().id(),
                act.by().name(),
                act.by().unitId(),
                step,
                note,
                "");
        return open.sealed(before.isEmpty() ? "" : before.get(before.size() - 1).hash);
    }

    /** True when no line was altered, inserted, taken out or moved since it was written. */
    static boolean intact(List<HistoryEntry> history) {
        var previous = "";
        for (var entry : history) {
            if (!entry.sealed(previous).hash.equals(entry.hash)) {
                return false;
            }
            previous = entry.hash;
        }
        return true;
    }

    private HistoryEntry sealed(String previous) {
        var parts = List.of(
                previous,
                id,
                fingerprint,
                at.toString(),
                by,
                byName,
                Objects.requireNonNullElse(unitId, ""),
                step.name(),
                Objects.requireNonNullElse(note, ""));
        return new HistoryEntry(id, fingerprint, at, by, byName, unitId, step, note, sha256(parts));
    }

    /** Each part is preceded by its length, so that no two lists of parts read the same. */
    private static String sha256(List<String> parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
