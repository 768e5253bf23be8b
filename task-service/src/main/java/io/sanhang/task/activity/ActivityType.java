package io.sanhang.task.activity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sort of record, as {@code activity/types.json} describes it: adding one is adding data.
 *
 * @param group types of one group stand together in lists
 * @param help one sentence for whoever fills it in
 * @param titled what the title is called; absent when the title follows from what the record is about
 * @param dated what the date is called
 * @param evidence whether files may or must be shown
 * @param readers who sees it beside the office
 * @param writers roles that may record it; a unit records for itself
 * @param decisions whether it holds decisions that may become tasks
 * @param owed who must have one and how often; absent when nobody must
 */
public record ActivityType(
        String code,
        String name,
        String group,
        @Nullable String help,
        @Nullable String titled,
        String dated,
        Evidence evidence,
        Readers readers,
        Set<String> writers,
        boolean decisions,
        @Nullable Owed owed,
        List<Field> fields) {

    /** What is shown for a record. */
    public enum Evidence {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** The units it concerns, or everybody at a desk. */
    public enum Readers {
        UNITS,
        COUNTY
    }

    /** What a field holds; in the store all of it is text. */
    public enum Kind {
        TEXT,
        DATE,
        NUMBER,
        CHOICE,
        PEOPLE,
        UNIT,
        ENTERPRISE,
        TASK;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who owes one: each unit, each running key project, each task that was closed. */
    public enum Debtor {
        UNIT,
        KEY_PROJECT,
        CLOSED_TASK
    }

    /**
     * One a period.
     *
     * @param remind whether the clock tells the units before the end, and of what they missed
     */
    public record Owed(Debtor by, Period.Length per, boolean remind) {}

    /**
     * @param most characters of a text, values of a field with several
     * @param options the words to choose from
     * @param only a kind of task ({@code key-project}) or {@code closed}: which tasks may be named
     */
    public record Field(
            String code,
            String name,
            Kind kind,
            boolean required,
            int most,
            @Nullable String hint,
            @Nullable List<String> options,
            @Nullable String only) {

        private static final int TEXT = 2000;

        public Field {
            most = most > 0 ? most : kind == Kind.TEXT ? TEXT : 1;
            options = options == null ? List.of() : List.copyOf(options);
        }

        List<String> choices() {
            return options == null ? List.of() : options;
        }
    }

    public ActivityType {
        fields = List.copyOf(fields);
        writers = Set.copyOf(writers);
    }

    Optional<Field> field(String fieldCode) {
        return fields.stream().filter(field -> field.code().equals(fieldCode)).findFirst();
    }

    /** The field that says which task or enterprise it is about, if there is one. */
    Optional<Field> subject() {
        return fields.stream()
                .filter(field -> field.required() && (field.kind() == Kind.TASK || field.kind() == Kind.ENTERPRISE))
                .findFirst();
    }
}
