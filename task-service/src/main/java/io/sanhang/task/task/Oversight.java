package io.sanhang.task.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a task beyond the steps of its units: what holds a key project up (A031), the office's check after a
 * rectification (A119), and how it was split or merged.
 *
 * @param ending how it was split or merged, the last time; null when it never was
 * @param absorbed tasks that were merged into this one
 */
public record Oversight(
        List<Constraint> constraints,
        List<Check> checks,
        @Nullable Ending ending,
        List<Absorbed> absorbed) {

    static final String CONSTRAINED = "constrained";
    static final String CHECK_DUE = "check-due";

    static final Oversight NONE = new Oversight(List.of(), List.of(), null, List.of());

    /**
     * Something outside the unit's power that holds a project up.
     *
     * @param needed what would remove it
     * @param liftedAt null while it lasts
     */
    public record Constraint(
            String id,
            Instant at,
            String byName,
            String text,
            String needed,
            @Nullable Instant liftedAt,
            @Nullable String liftedByName,
            @Nullable String note) {

        boolean isOpen() {
            return liftedAt == null;
        }

        Constraint lifted(Act act, String how) {
            return new Constraint(
                    id, at, byName, text, needed, act.at(), act.by().name(), how);
        }
    }

    /**
     * The office looks again at what was closed.
     *
     * @param since when it was closed
     * @param passed null while nobody has looked
     */
    public record Check(
            Instant since,
            @Nullable Instant at,
            @Nullable String byName,
            @Nullable Boolean passed,
            @Nullable String note) {

        boolean isOpen() {
            return at == null;
        }
    }

    /**
     * @param as {@link State#SPLIT} or {@link State#MERGED}
     * @param before where the task stood, and stands again when it is reopened
     * @param into its parts, or the one it went into
     * @param parts what is to be opened in its place when it was split
     */
    public record Ending(
            State as, State before, List<Link> into, List<Part> parts, Instant at, String byName, String reason) {
        public Ending {
            into = into == null ? List.of() : List.copyOf(into);
            parts = parts == null ? List.of() : List.copyOf(parts);
        }
    }

    /** A part of a split task, as it is to be opened. */
    public record Part(
            String id,
            String title,
            String text,
            @Nullable LocalDate dueOn,
            List<Party> lead,
            List<Party> responsible,
            @Nullable String postId) {
        public Part {
            lead = lead == null ? List.of() : List.copyOf(lead);
            responsible = responsible == null ? List.of() : List.copyOf(responsible);
        }

        Link link() {
            return new Link(id, title);
        }
    }

    /** Another task by its title at that time. */
    public record Link(String id, String title) {}

    /** @param origin whom to tell when the work is done */
    public record Absorbed(
            String id, String title, @Nullable Origin origin) {}

    public Oversight {
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
        checks = checks == null ? List.of() : List.copyOf(checks);
        absorbed = absorbed == null ? List.of() : List.copyOf(absorbed);
    }

    Oversight constrained(Constraint one) {
        return new Oversight(plus(constraints, one), checks, ending, absorbed);
    }

    Oversight lifted(String id, UnaryOperator<Constraint> as) {
        var next = constraints.stream()
                .map(each -> each.id().equals(id) ? as.apply(each) : each)
                .toList();
        return new Oversight(next, checks, ending, absorbed);
    }

    Oversight checkDue(Instant since) {
        return new Oversight(constraints, plus(checks, new Check(since, null, null, null, null)), ending, absorbed);
    }

    Oversight checked(boolean passed, @Nullable String note, Act act) {
        var next = checks.stream()
                .map(each -> each.isOpen()
                        ? new Check(each.since(), act.at(), act.by().name(), passed, note)
                        : each)
                .toList();
        return new Oversight(constraints, next, ending, absorbed);
    }

    /** Nobody looks again at what is open again. */
    Oversight withoutOpenCheck() {
        return new Oversight(
                constraints, checks.stream().filter(check -> !check.isOpen()).toList(), ending, absorbed);
    }

    Oversight ended(@Nullable Ending how) {
        return new Oversight(constraints, checks, how, absorbed);
    }

    Oversight absorbing(List<Absorbed> more) {
        return new Oversight(
                constraints,
                checks,
                ending,
                Stream.concat(absorbed.stream(), more.stream()).toList());
    }

    Oversight without(String absorbedId) {
        return new Oversight(
                constraints,
                checks,
                ending,
                absorbed.stream().filter(each -> !each.id().equals(absorbedId)).toList());
    }

    Optional<Constraint> openConstraint(String id) {
        return constraints.stream()
                .filter(each -> each.id().equals(id) && each.isOpen())
                .findFirst();
    }

    boolean hasOpenConstraint() {
        return constraints.stream().anyMatch(Constraint::isOpen);
    }

    boolean hasOpenCheck() {
        return checks.stream().anyMatch(Check::isOpen);
    }

    List<String> waits() {
        var found = new ArrayList<String>();
        if (hasOpenConstraint()) {
            found.add(CONSTRAINED);
        }
        if (hasOpenCheck()) {
            found.add(CHECK_DUE);
        }
        return found;
    }

    private static <T> List<T> plus(List<T> before, T one) {
        return Stream.concat(before.stream(), Stream.of(one)).toList();
    }
}
