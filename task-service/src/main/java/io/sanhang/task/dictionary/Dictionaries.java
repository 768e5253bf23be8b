package io.sanhang.task.dictionary;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.web.IfMatch;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** The dictionaries, for the office that edits them and for features that tag with them (A013, A014, A015). */
@Service
public class Dictionaries {

    public static final String INDUSTRY = "industry";
    public static final String CHANGE = "change";
    public static final String ROOT_CAUSE = "root-cause";

    private final DictionaryRepository editions;
    private final Clock clock;

    Dictionaries(DictionaryRepository editions, Clock clock) {
        this.editions = editions;
        this.clock = clock;
    }

    /** The newest edition of each, in the product's order. */
    List<Dictionary> all() {
        var edited = editions.newest().stream().collect(Collectors.toMap(Dictionary::code, Function.identity()));
        return Arrays.stream(Shipped.values())
                .map(one -> edited.getOrDefault(one.code(), one.asShipped()))
                .toList();
    }

    /** The newest edition. @throws Refusal {@code not-found} */
    public Dictionary get(String code) {
        var shipped = Shipped.of(code).orElseThrow(() -> Refusal.missing("not-found"));
        return editions.newest(code).orElseGet(shipped::asShipped);
    }

    public boolean knows(String code) {
        return Shipped.of(code).isPresent();
    }

    List<Dictionary> editions(String code) {
        return editions.editions(code);
    }

    /**
     * Codes that somebody wants to tag with, each once.
     *
     * @param codes none are always right
     * @param before what the thing is tagged with already; that may stay, although it has been retired since
     * @throws Refusal {@code unknown-dictionary-entry}, pointing at the field, for one that is not there or retired
     */
    public List<String> require(
            String dictionary, Collection<String> codes, Collection<String> before, String pointer) {
        if (codes.isEmpty()) {
            return List.of();
        }
        var known = get(dictionary).inUse().stream().map(Dictionary.Entry::code).toList();
        for (var code : codes) {
            if (!known.contains(code) && !before.contains(code)) {
                var title = Shipped.of(dictionary).orElseThrow().title();
                throw Refusal.invalid("unknown-dictionary-entry", title, code).at(pointer);
            }
        }
        return codes.stream().distinct().toList();
    }

    public List<String> require(String dictionary, Collection<String> codes, String pointer) {
        return require(dictionary, codes, List.of(), pointer);
    }

    /** Words by code, also of retired entries. */
    public Map<String, String> words(String dictionary) {
        return get(dictionary).words();
    }

    /** The same entries again are no new edition. */
    Dictionary edit(String code, List<Dictionary.Line> lines, String editor, IfMatch ifMatch) {
        var before = get(code);
        ifMatch.require(before);
        var next = before.edited(lines, editor, clock.instant());
        if (next.saysTheSameAs(before)) {
            return before;
        }
        editions.keep(next);
        return next;
    }

    /** The demo county fills in its own words, once. */
    public void fill(String code, List<String> words, String editor) {
        if (editions.newest(code).isEmpty()) {
            var lines = words.stream()
                    .map(each -> new Dictionary.Line(null, each, false))
                    .toList();
            editions.keep(get(code).edited(lines, editor, clock.instant()));
        }
    }
}
