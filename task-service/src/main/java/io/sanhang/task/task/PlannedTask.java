package io.sanhang.task.task;

import io.sanhang.task.plan.PlanDocument;
import io.sanhang.task.plan.PlanItem;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a confirmed plan, ready to become a task: what was read and, where a person corrected it, what that
 * person wrote. Units are names as printed.
 */
record PlannedTask(
        Duty duty,
        List<String> lead,
        List<String> responsible,
        @Nullable String groupName) {

    private static final int LONGEST_TITLE = 200;

    /** @param position the clause's place in the document */
    static PlannedTask of(PlanItem item, int position, String importId, PlanDocument document) {
        var kind = item.kind() == PlanItem.Kind.KEY_TASK ? TaskKind.KEY_TASK : TaskKind.ROUTINE;
        var voyage = item.voyage();
        var duty = Duty.of(title(item), item.text(), kind)
                .on(voyage == null ? null : Voyage.of(voyage).orElse(null))
                .due(lastDay(item))
                .asking(requirements(item))
                .from(new Source(item.ref(), position, importId, document.number(), document.title()));
        return new PlannedTask(duty, item.leadUnits(), item.responsibleUnits(), item.group());
    }

    /** Every name that has to be looked up. */
    List<String> names() {
        return Stream.concat(lead.stream(), responsible.stream()).toList();
    }

    private static String title(PlanItem item) {
        var title = item.title().isBlank() ? item.text() : item.title();
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
    }

    /** A clause with several dates is done by the last of them; each stays visible as a deadline of its own. */
    private static @Nullable LocalDate lastDay(PlanItem item) {
        return item.deadlines().stream()
                .map(PlanItem.Deadline::date)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Requirements requirements(PlanItem item) {
        return new Requirements(
                List.of(),
                item.quotas().stream()
                        .map(quota -> new Requirements.Quota(quota.text(), quota.count(), quota.measure(), quota.per()))
                        .toList(),
                item.cadences().stream()
                        .map(rhythm -> new Requirements.Cadence(rhythm.text(), rhythm.unit(), rhythm.every()))
                        .toList(),
                item.deadlines().stream()
                        .map(deadline -> new Requirements.Deadline(deadline.text(), deadline.date()))
                        .toList());
    }
}
