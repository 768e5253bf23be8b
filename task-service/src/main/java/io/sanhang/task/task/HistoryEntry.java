package io.sanhang.task.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a task's history. Lines are only added, and each carries a digest of itself and of the line before, so that
 * a changed, missing or moved line shows.
 *
 * @param version the task's version with this line; null in lines of before versions were noted
 * @param digest what it is sealed with; null in those lines, which were sealed with SHA-256
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
        @Nullable Long version,
        @Nullable Digest digest,
        String hash) {

    static HistoryEntry after(List<HistoryEntry> before, Act act, long version, Step step, @Nullable String note) {
        var open = new HistoryEntry(
                act.id(),
                act.fingerprint(),
                act.at(),
                act.by().id(),
                act.by().name(),
                act.by().unitId(),
                step,
                note,
                version,
                Digest.SM3,
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

    HistoryEntry sealed(Digest with, String previous) {
        return new HistoryEntry(id, fingerprint, at, by, byName, unitId, step, note, version, with, "")
                .sealed(previous);
    }

    private HistoryEntry sealed(String previous) {
        var parts = new ArrayList<>(List.of(
                previous,
                id,
                fingerprint,
                at.toString(),
                by,
                byName,
                Objects.requireNonNullElse(unitId, ""),
                step.name(),
                Objects.requireNonNullElse(note, "")));
        if (digest != null) {
            parts.add(String.valueOf(version));
            parts.add(digest.name());
        }
        var hash = Objects.requireNonNullElse(digest, Digest.SHA_256).of(parts);
        return new HistoryEntry(id, fingerprint, at, by, byName, unitId, step, note, version, digest, hash);
    }
}
