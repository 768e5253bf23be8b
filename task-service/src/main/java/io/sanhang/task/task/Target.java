package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A number that a task has to reach, or a list to be closed one by one. A reading says how much there was in all up to
 * its day; it is never edited, a correction is another reading that says why (K07 to K39).
 *
 * @param unit what is counted: 户, 人, %, 亩
 * @param goal decimal; null for a list, and for a rate that only has to rise
 * @param base where it stood at the beginning; null when nobody knows
 * @param from since when it is pursued
 * @param quota the words of the plan that it was made of; null when the office set it
 * @param dropped why it is no longer pursued; null while it is
 */
public record Target(
        String id,
        Kind kind,
        String name,
        String unit,
        Aim aim,
        @Nullable String goal,
        @Nullable String base,
        LocalDate from,
        @Nullable String quota,
        List<Reading> readings,
        List<Entry> entries,
        @Nullable Mark dropped) {

    static final int MOST = 20;
    static final int MOST_ENTRIES = 300;
    static final int MOST_READINGS = 400;

    /** What sort of number it is. */
    public enum Kind {
        COUNT("count", "数量"),
        RATE("rate", "比率"),
        AMOUNT("amount", "金额"),
        AREA("area", "面积"),
        LIST("list", "清单销号");

        private final String code;
        private final String words;

        Kind(String code, String words) {
            this.code = code;
            this.words = words;
        }

        public String code() {
            return code;
        }

        public String words() {
            return words;
        }

        static Optional<Kind> of(String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code.equals(code))
                    .findFirst();
        }
    }

    /** When it is reached. */
    public enum Aim {
        AT_LEAST("at-least", "不低于"),
        AT_MOST("at-most", "不高于"),
        RISE("rise", "持续提高");

        private final String code;
        private final String words;

        Aim(String code, String words) {
            this.code = code;
            this.words = words;
        }

        public String code() {
            return code;
        }

        public String words() {
            return words;
        }

        static Optional<Aim> of(String code) {
            return Arrays.stream(values()).filter(aim -> aim.code.equals(code)).findFirst();
        }
    }

    /**
     * @param on the day whose state it tells
     * @param source where the number is taken from
     * @param corrects the reading that it takes the place of, and then why
     */
    public record Reading(
            String id,
            LocalDate on,
            String value,
            String source,
            Instant at,
            String byName,
            @Nullable String unitId,
            @Nullable String corrects,
            @Nullable String reason) {}

    /** Somebody decided something of it, and why. */
    public record Mark(
            Instant at,
            LocalDate on,
            String byName,
            @Nullable String unitId,
            String note) {}

    /**
     * One line of a list: a finding, a hazard, a township.
     *
     * @param closed who closed it and how; null while it is open
     * @param struck why it is no longer on the list; null while it is
     */
    public record Entry(
            String id,
            String name,
            @Nullable Mark closed,
            @Nullable Mark struck) {

        boolean isOpen() {
            return closed == null && struck == null;
        }
    }

    public Target {
        readings = readings == null ? List.of() : List.copyOf(readings);
        entries = entries == null ? List.of() : List.copyOf(entries);
    }

    /** What the plan asks for in numbers becomes a target when its task is opened. */
    static Target of(Requirements.Quota quota, String id, LocalDate from) {
        return new Target(
                id,
                kind(quota.measure()),
                quota.text(),
                quota.measure(),
                Aim.AT_LEAST,
                String.valueOf(quota.count()),
                "0",
                from,
                quota.text(),
                List.of(),
                List.of(),
                null);
    }

    private static Kind kind(String measure) {
        return switch (measure) {
            case "%" -> Kind.RATE;
            case "万元", "亿元" -> Kind.AMOUNT;
            case "亩", "万亩" -> Kind.AREA;
            default -> Kind.COUNT;
        };
    }

    public boolean isLive() {
        return dropped == null;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    /**
     * @throws Refusal {@code no-such-reading}, {@code reading-before-start}, {@code reading-exists} for a day that has
     *     one already, {@code reason-required} for a correction without, {@code value-out-of-range}
     */
    Target read(Reading one) {
        fits(kind, one.value(), "/value");
        if (readings.size() == MOST_READINGS) {
            throw Refusal.conflict("target-full", MOST_READINGS);
        }
        if (one.on().isBefore(from.minusYears(1))) {
            throw Refusal.invalid("reading-before-start", from).at("/on");
        }
        if (one.corrects() != null) {
            if (standing().stream().noneMatch(each -> each.id().equals(one.corrects()))) {
                throw Refusal.missing("no-such-reading").at("/corrects");
            }
            if (one.reason() == null || one.reason().isBlank()) {
                throw Refusal.invalid("reason-required").at("/reason");
            }
        }
        if (standing().stream()
                .anyMatch(each -> each.on().equals(one.on()) && !each.id().equals(one.corrects()))) {
            throw Refusal.conflict("reading-exists", one.on()).at("/on");
        }
        return with(Stream.concat(readings.stream(), Stream.of(one)).toList(), entries);
    }

    /**
     * The number as it is stored.
     *
     * @throws Refusal {@code value-out-of-range} for a count with a fraction, a negative one, a rate above 100 %
     */
    static BigDecimal fits(Kind kind, String value, String pointer) {
        var number = new BigDecimal(value);
        var fits = number.signum() >= 0
                && (kind != Kind.COUNT || number.stripTrailingZeros().scale() <= 0)
                && (kind != Kind.RATE || number.compareTo(new BigDecimal(100)) <= 0);
        if (!fits) {
            throw Refusal.invalid("value-out-of-range", value).at(pointer);
        }
        return number;
    }

    /** The readings that count, by their day: without those that were corrected. */
    List<Reading> standing() {
        var corrected = readings.stream()
                .map(Reading::corrects)
                .filter(Objects::nonNull)
                .toList();
        return readings.stream()
                .filter(each -> !corrected.contains(each.id()))
                .sorted(Comparator.comparing(Reading::on))
                .toList();
    }

    /** @throws Refusal {@code target-full} */
    Target listing(List<String> names, String actId) {
        if (entries.size() + names.size() > MOST_ENTRIES) {
            throw Refusal.conflict("target-full", MOST_ENTRIES);
        }
        var more = new ArrayList<>(entries);
        for (var name : names) {
            more.add(new Entry(actId + "-" + more.size(), name, null, null));
        }
        return with(readings, more);
    }

    /** @throws Refusal {@code entry-not-open} */
    Target closing(String entryId, Mark mark) {
        return entry(entryId, Entry::isOpen, each -> new Entry(each.id(), each.name(), mark, null));
    }

    /** @throws Refusal {@code entry-not-open} for one that is not closed */
    Target reopening(String entryId) {
        return entry(
                entryId, each -> each.closed() != null, each -> new Entry(each.id(), each.name(), null, each.struck()));
    }

    Target striking(String entryId, Mark mark) {
        return entry(entryId, Entry::isOpen, each -> new Entry(each.id(), each.name(), null, mark));
    }

    private Target entry(String id, Predicate<Entry> when, UnaryOperator<Entry> as) {
        var one = entryOf(id);
        if (!when.test(one)) {
            throw Refusal.conflict("entry-not-open", one.name());
        }
        return with(
                readings,
                entries.stream()
                        .map(each -> each == one ? as.apply(each) : each)
                        .toList());
    }

    /** @throws Refusal {@code no-such-entry} */
    Entry entryOf(String id) {
        return entries.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("no-such-entry"));
    }

    /** The lines that are on the list. */
    List<Entry> listed() {
        return entries.stream().filter(each -> each.struck() == null).toList();
    }

    Target dropped(Mark why) {
        return new Target(id, kind, name, unit, aim, goal, base, from, quota, readings, entries, why);
    }

    private Target with(List<Reading> others, List<Entry> lines) {
        return new Target(id, kind, name, unit, aim, goal, base, from, quota, others, lines, dropped);
    }

    /** Whether it is reached, whatever the day. */
    boolean isMet() {
        return Reach.of(this, from, null).met();
    }

    /** What is to be reached, in words. */
    String words() {
        return switch (kind) {
            case LIST -> "%s（逐项销号）".formatted(name);
            default ->
                "%s（%s%s%s）".formatted(name, aim.words(), goal == null ? "" : " " + goal, goal == null ? "" : unit);
        };
    }
}
