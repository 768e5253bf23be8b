package io.sanhang.task.dictionary;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One edition of a named list of words (A015). Editions are never rewritten: an edit is the next one. An entry keeps its
 * code for ever, because others have stored it; what is no longer wanted is retired, not taken out.
 *
 * @param id the code with the version, so that two edits of one edition cannot both be kept
 * @param version 0 as the product ships it
 */
public record Dictionary(
        @BsonId String id,
        String code,
        long version,
        List<Entry> entries,
        @Nullable String byName,
        @Nullable Instant at)
        implements Stored {

    /** @param code stable; {@code words} may be put better */
    public record Entry(String code, String words, boolean retired) {

        Entry retire() {
            return new Entry(code, words, true);
        }
    }

    /** A line as somebody edits it; without a code it is one with the same words, or new. */
    record Line(@Nullable String code, String words, boolean retired) {}

    public Dictionary {
        entries = entries == null ? List.of() : List.copyOf(entries);
    }

    static Dictionary shipped(String code, List<Entry> entries) {
        return new Dictionary(id(code, 0), code, 0, entries, null, null);
    }

    static String id(String code, long version) {
        return code + "@" + version;
    }

    /**
     * The next edition, in the order of the lines. What the lines leave out goes to the end and is retired.
     *
     * @throws Refusal {@code dictionary-entry-twice}, {@code no-such-dictionary-entry}
     */
    Dictionary edited(List<Line> lines, String editor, Instant when) {
        var next = new ArrayList<Entry>();
        var number = entries.size();
        var codes = new HashSet<String>();
        var words = new HashSet<String>();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var before = before(line, "/entries/%d/code".formatted(i));
            var entry = new Entry(
                    before.map(Entry::code).orElse(code + "-" + (number + 1)), line.words.strip(), line.retired);
            number += before.isPresent() ? 0 : 1;
            if (!codes.add(entry.code) || !words.add(entry.words)) {
                throw Refusal.invalid("dictionary-entry-twice", entry.words).at("/entries/%d/words".formatted(i));
            }
            next.add(entry);
        }
        entries.stream()
                .filter(entry -> !codes.contains(entry.code))
                .map(Entry::retire)
                .forEach(next::add);
        return new Dictionary(
                id(code, version + 1), code, version + 1, next, editor, when.truncatedTo(ChronoUnit.MILLIS));
    }

    boolean saysTheSameAs(Dictionary other) {
        return entries.equals(other.entries);
    }

    /** What may be chosen today. */
    public List<Entry> inUse() {
        return entries.stream().filter(entry -> !entry.retired).toList();
    }

    /** Words by code, also of retired entries: what was tagged stays readable. */
    public Map<String, String> words() {
        return entries.stream().collect(Collectors.toMap(Entry::code, Entry::words));
    }

    private Optional<Entry> before(Line line, String pointer) {
        if (line.code != null) {
            var found = byKey(Entry::code).get(line.code);
            if (found == null) {
                throw Refusal.invalid("no-such-dictionary-entry", line.code).at(pointer);
            }
            return Optional.of(found);
        }
        return Optional.ofNullable(byKey(Entry::words).get(line.words.strip()));
    }

    private Map<String, Entry> byKey(Function<Entry, String> key) {
        var found = new HashMap<String, Entry>();
        entries.forEach(entry -> found.putIfAbsent(key.apply(entry), entry));
        return found;
    }
}
