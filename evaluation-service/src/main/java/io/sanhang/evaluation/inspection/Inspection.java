package io.sanhang.evaluation.inspection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.contracts.evaluation.RectificationOrdered;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One inspection: who looks at which units, what was found, and what was ordered because of it (A067, A068, A087).
 *
 * @param fingerprint of the request that planned it
 * @param inspectors units whose inspectors carry it out; none of them is inspected
 * @param units the inspected units
 * @param findings what the inspectors found; only they see it
 * @param orders what an inspected unit has to put right; it sees its own
 */
public record Inspection(
        @BsonId String id,
        long version,
        String fingerprint,
        String title,
        Kind kind,
        State state,
        LocalDate from,
        LocalDate until,
        List<Party> inspectors,
        List<Party> units,
        List<Finding> findings,
        List<Order> orders)
        implements Stored {

    /** 明查 and 暗访. */
    public enum Kind {
        ANNOUNCED,
        /** Hidden from the inspected units until it is filed. */
        UNANNOUNCED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public enum State {
        UNDER_WAY,
        /** Findings are complete; now orders can follow. */
        FILED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is wrong with how a policy is carried out (A073). */
    public enum Fault {
        /** 政策落实不精准. */
        IMPRECISE,
        /** 兑现不便捷. */
        INCONVENIENT,
        /** 执行不到位. */
        POORLY_DONE,
        OTHER;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        public static Fault of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public record Party(String id, String name) {}

    /** @param by the inspector's name */
    public record Finding(
            String id, String fingerprint, String unitId, Fault fault, String text, LocalDate on, String by) {}

    /** @param findings ids of the findings that it follows from @param by the inspector's unit */
    public record Order(
            String id,
            String fingerprint,
            String unitId,
            String text,
            LocalDate dueOn,
            List<String> findings,
            LocalDate on,
            String by) {}

    static final int MOST_FINDINGS = 500;
    private static final int MOST_ORDERS = 500;

    public Inspection {
        inspectors = List.copyOf(inspectors);
        units = List.copyOf(units);
        findings = List.copyOf(findings);
        orders = List.copyOf(orders);
    }

    /**
     * @throws Refusal {@code inspector-inspected} when somebody would inspect herself (A068), {@code bad-inspection} for a
     *     unit named twice or an end before its beginning
     */
    static Inspection plan(
            String id,
            String fingerprint,
            String title,
            Kind kind,
            LocalDate from,
            LocalDate until,
            List<Party> inspectors,
            List<Party> units) {
        if (until.isBefore(from)) {
            throw Refusal.invalid("bad-inspection").at("/until");
        }
        var ids = new HashSet<String>();
        if (!units.stream().allMatch(unit -> ids.add(unit.id))) {
            throw Refusal.invalid("bad-inspection").at("/units");
        }
        for (var inspector : inspectors) {
            if (ids.contains(inspector.id)) {
                throw Refusal.invalid("inspector-inspected", inspector.name).at("/inspectors");
            }
        }
        return new Inspection(
                id, 1, fingerprint, title, kind, State.UNDER_WAY, from, until, inspectors, units, List.of(), List.of());
    }

    Optional<Finding> finding(String findingId) {
        return findings.stream().filter(each -> each.id.equals(findingId)).findFirst();
    }

    Optional<Order> order(String orderId) {
        return orders.stream().filter(each -> each.id.equals(orderId)).findFirst();
    }

    /** @throws Refusal {@code inspection-filed}, {@code unit-not-inspected}, {@code too-many-findings} */
    Inspection found(Finding finding) {
        if (state == State.FILED) {
            throw Refusal.conflict("inspection-filed");
        }
        requireInspected(finding.unitId);
        if (findings.size() >= MOST_FINDINGS) {
            throw Refusal.conflict("too-many-findings", MOST_FINDINGS);
        }
        return with(state, plus(findings, finding), orders);
    }

    /** Filed again it stays as it is: a double click. */
    Inspection filed() {
        return state == State.FILED ? this : with(State.FILED, findings, orders);
    }

    /**
     * @throws Refusal {@code inspection-not-filed}, {@code unit-not-inspected}, {@code finding-of-another-unit}, {@code
     *     due-in-past}
     */
    Inspection ordered(Order order) {
        if (state != State.FILED) {
            throw Refusal.conflict("inspection-not-filed");
        }
        requireInspected(order.unitId);
        if (!order.dueOn.isAfter(order.on)) {
            throw Refusal.invalid("due-in-past").at("/dueOn");
        }
        for (var id : order.findings) {
            if (finding(id).filter(each -> each.unitId.equals(order.unitId)).isEmpty()) {
                throw Refusal.invalid("finding-of-another-unit").at("/findings");
            }
        }
        if (orders.size() >= MOST_ORDERS) {
            throw Refusal.conflict("too-many-findings", MOST_ORDERS);
        }
        return with(state, findings, plus(orders, order));
    }

    RectificationOrdered event(Order order) {
        return new RectificationOrdered(order.id, id, title, order.unitId, order.text, order.dueOn, order.by);
    }

    /** How many findings led to an order (K41). */
    int followedUp() {
        return (int) orders.stream()
                .flatMap(order -> order.findings.stream())
                .distinct()
                .count();
    }

    private void requireInspected(String unitId) {
        if (units.stream().noneMatch(unit -> unit.id.equals(unitId))) {
            throw Refusal.invalid("unit-not-inspected").at("/unitId");
        }
    }

    private static <T> List<T> plus(List<T> all, T one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }

    private Inspection with(State nextState, List<Finding> nextFindings, List<Order> nextOrders) {
        return new Inspection(
                id,
                version + 1,
                fingerprint,
                title,
                kind,
                nextState,
                from,
                until,
                inspectors,
                units,
                nextFindings,
                nextOrders);
    }
}
