package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.web.IfMatch;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** Two people at one task: the second one learns what the first one did since the version that was seen. */
final class Meanwhile {

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("M月d日 HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    private static final int SHOWN = 10;
    private static final int LONGEST = 200;

    /** As every problem names what is wrong; what is wrong here is no field. */
    record Change(String pointer, String message) {

        static Change of(HistoryEntry entry) {
            var note = entry.note() == null || entry.note().isBlank() ? "" : "：" + entry.note();
            var words = "%s %s %s%s"
                    .formatted(
                            TIME.format(entry.at()),
                            entry.byName(),
                            entry.step().words(),
                            note);
            return new Change("", words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "……");
        }
    }

    private Meanwhile() {}

    /** @throws Refusal {@code changed-meanwhile}, with the latest changes by others in {@code errors} */
    static void require(IfMatch ifMatch, Task task) {
        try {
            ifMatch.require(task);
        } catch (Refusal stale) {
            var changes = changes(ifMatch, task);
            throw changes.isEmpty() ? stale : stale.with("errors", changes);
        }
    }

    private static List<Change> changes(IfMatch ifMatch, Task task) {
        var seen = VERSION.matcher(String.valueOf(ifMatch.etag()));
        if (!seen.matches()) {
            return List.of();
        }
        var since = task.since(Long.parseLong(seen.group(1)));
        return since.subList(Math.max(0, since.size() - SHOWN), since.size()).stream()
                .map(Change::of)
                .toList();
    }
}
