package io.sanhang.task.selfcheck;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Stored;
import io.sanhang.task.dictionary.Dictionary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One edition of a self-check form (A013): its sections are data. Editions are never rewritten; a round keeps what it
 * was opened with.
 *
 * @param id the code with the version, so that two edits of one edition cannot both be kept
 */
public record CheckForm(
        @BsonId String id,
        String code,
        long version,
        String title,
        List<Section> sections,
        @Nullable String byName,
        @Nullable Instant at)
        implements Stored {

    /** The form of the plan, whose three sections are dictionaries. */
    static final String SIX = "six";

    /**
     * @param judged true when a unit says of each point how far it is, false when it answers in words alone
     * @param dictionary where the points stand; absent for a section with points of its own
     * @param points its own points
     */
    public record Section(
            String title, boolean judged, @Nullable String dictionary, List<String> points) {
        public Section {
            points = points == null ? List.of() : List.copyOf(points);
        }
    }

    /** A section as a unit fills it in. */
    public record Part(String title, boolean judged, List<Point> points) {
        public Part {
            points = points == null ? List.of() : List.copyOf(points);
        }
    }

    /** @param code the same in every round that asks the same */
    public record Point(String code, String words) {}

    public CheckForm {
        sections = sections == null ? List.of() : List.copyOf(sections);
    }

    static CheckForm shipped() {
        return new CheckForm(
                id(SIX, 0),
                SIX,
                0,
                "“六问六答六转变”自查表",
                List.of(
                        new Section("六问", true, "six-questions", List.of()),
                        new Section("六答", false, "six-answers", List.of()),
                        new Section("六转变", true, "six-changes", List.of())),
                null,
                null);
    }

    static CheckForm first(String code, String title, List<Section> sections, String by, Instant at) {
        return new CheckForm(id(code, 1), code, 1, title, sections, by, at.truncatedTo(ChronoUnit.MILLIS));
    }

    CheckForm edited(String newTitle, List<Section> next, String by, Instant when) {
        return new CheckForm(
                id(code, version + 1), code, version + 1, newTitle, next, by, when.truncatedTo(ChronoUnit.MILLIS));
    }

    boolean saysTheSameAs(CheckForm other) {
        return title.equals(other.title) && sections.equals(other.sections);
    }

    /**
     * What there is to fill in today.
     *
     * @throws Refusal {@code check-section-empty} for a section whose dictionary nobody has filled in
     */
    List<Part> parts(Function<String, Dictionary> dictionaries) {
        return sections.stream()
                .map(section -> {
                    var points = points(section, dictionaries);
                    if (points.isEmpty()) {
                        throw Refusal.conflict("check-section-empty", section.title);
                    }
                    return new Part(section.title, section.judged, points);
                })
                .toList();
    }

    /** A point of a dictionary keeps its code when it is put better; one of the section's own is its words. */
    private static List<Point> points(Section section, Function<String, Dictionary> dictionaries) {
        return section.dictionary == null
                ? section.points.stream()
                        .map(words -> new Point(Ids.derived(words), words))
                        .toList()
                : dictionaries.apply(section.dictionary).inUse().stream()
                        .map(entry -> new Point(entry.code(), entry.words()))
                        .toList();
    }

    private static String id(String code, long version) {
        return code + "@" + version;
    }
}
