package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Party;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a record says; a correction writes another one. */
public record Content(
        String title, LocalDate on, List<Entry> entries, List<Decision> decisions, List<Evidence> evidence) {

    /** A field and its values: words, an ISO date, a number, or what a unit, enterprise or task is called with its id. */
    public record Entry(String field, List<Value> values) {
        public Entry {
            values = List.copyOf(values);
        }
    }

    /** @param id of the unit, enterprise or task; null for plain words */
    public record Value(@Nullable String id, String words) {}

    /**
     * Something decided. With a unit it may become a task.
     *
     * @param taskId the task it became
     */
    public record Decision(
            String id,
            String text,
            @Nullable Party unit,
            @Nullable LocalDate dueOn,
            @Nullable String taskId) {

        Decision became(String task) {
            return new Decision(id, text, unit, dueOn, task);
        }

        /** @throws Refusal {@code decision-needs-unit} */
        Party mustHaveUnit() {
            if (unit == null) {
                throw Refusal.invalid("decision-needs-unit");
            }
            return unit;
        }
    }

    public Content {
        entries = entries == null ? List.of() : List.copyOf(entries);
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** @throws Refusal {@code not-found} */
    Decision decision(String id) {
        return decisions.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("not-found"));
    }

    Content with(String decisionId, UnaryOperator<Decision> change) {
        return with(decisions.stream()
                .map(each -> each.id().equals(decisionId) ? change.apply(each) : each)
                .toList());
    }

    Content with(List<Decision> others) {
        return new Content(title, on, entries, others, evidence);
    }

    Stream<String> ids(String field) {
        return entries.stream()
                .filter(entry -> entry.field().equals(field))
                .flatMap(entry -> entry.values().stream())
                .flatMap(value -> Optional.ofNullable(value.id()).stream());
    }

    Stream<String> decidingUnits() {
        return decisions.stream()
                .map(Decision::unit)
                .filter(Objects::nonNull)
                .flatMap(unit -> Optional.ofNullable(unit.id()).stream());
    }
}
