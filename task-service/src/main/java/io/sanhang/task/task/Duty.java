package io.sanhang.task.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done, by when, and where that is written.
 *
 * @param order the ledger's order (due date, then place in the document); always computed, stored to be sorted by
 */
public record Duty(
        String title,
        String text,
        TaskKind kind,
        @Nullable Voyage voyage,
        @Nullable LocalDate dueOn,
        Requirements requirements,
        @Nullable Source source,
        @Nullable Origin origin,
        Particulars particulars,
        @Nullable String order) {

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);
    private static final int LAST = 999_999;

    public Duty {
        requirements = requirements == null ? Requirements.NONE : requirements;
        particulars = particulars == null ? Particulars.NONE : particulars;
        order = "%s/%06d/%s"
                .formatted(
                        dueOn == null ? NEVER : dueOn,
                        source == null ? LAST : Math.min(source.position(), LAST),
                        source == null ? "" : source.clause());
    }

    public static Duty of(String title, String text, TaskKind kind) {
        return new Duty(title, text, kind, null, null, Requirements.NONE, null, null, Particulars.NONE, null);
    }

    public Duty on(@Nullable Voyage line) {
        return new Duty(title, text, kind, line, dueOn, requirements, source, origin, particulars, null);
    }

    public Duty due(@Nullable LocalDate day) {
        return new Duty(title, text, kind, voyage, day, requirements, source, origin, particulars, null);
    }

    public Duty asking(Requirements more) {
        return new Duty(title, text, kind, voyage, dueOn, more, source, origin, particulars, null);
    }

    Duty from(@Nullable Source clause) {
        return new Duty(title, text, kind, voyage, dueOn, requirements, clause, origin, particulars, null);
    }

    public Duty with(Particulars more) {
        return new Duty(title, text, kind, voyage, dueOn, requirements, source, origin, more, null);
    }

    Duty said(String otherTitle, String otherText) {
        return new Duty(otherTitle, otherText, kind, voyage, dueOn, requirements, source, origin, particulars, null);
    }

    public Duty because(@Nullable Origin of) {
        return new Duty(title, text, kind, voyage, dueOn, requirements, source, of, particulars, null);
    }
}
