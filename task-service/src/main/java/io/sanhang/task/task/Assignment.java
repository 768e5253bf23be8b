package io.sanhang.task.task;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a task: the lead units, the responsible ones (assisting units count as responsible), the post of the
 * first person responsible (A011, A101), and the working group that carries it; of a key project also the leader and the
 * task force in charge (A028).
 *
 * @param heirs who took over from units that are no more since this was over; the units keep their names
 * @param unitIds the resolved units among lead and responsible, and their heirs; always computed from them, stored because every
 *     scoped query asks for it
 */
public record Assignment(
        List<Party> leadUnits,
        List<Party> responsibleUnits,
        @Nullable String postId,
        @Nullable String groupId,
        @Nullable String groupName,
        @Nullable Charge charge,
        List<Heir> heirs,
        @Nullable List<String> unitIds) {

    /** A unit that is no more, and the one that answers in its place for what was over by then. */
    public record Heir(String from, Party into) {}

    public Assignment {
        heirs = heirs == null ? List.of() : List.copyOf(heirs);
        leadUnits = leadUnits == null ? List.of() : List.copyOf(leadUnits);
        responsibleUnits = responsibleUnits == null ? List.of() : List.copyOf(responsibleUnits);
        unitIds = Stream.of(
                        ids(leadUnits).stream(),
                        ids(responsibleUnits).stream(),
                        heirs.stream().map(heir -> heir.into.id()).filter(Objects::nonNull))
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    public static Assignment of(List<Party> leadUnits, List<Party> responsibleUnits) {
        return new Assignment(leadUnits, responsibleUnits, null, null, null, null, List.of(), null);
    }

    public Assignment answeredBy(@Nullable String post) {
        return new Assignment(leadUnits, responsibleUnits, post, groupId, groupName, charge, heirs, unitIds);
    }

    public Assignment inGroup(@Nullable String id, @Nullable String name) {
        return new Assignment(leadUnits, responsibleUnits, postId, id, name, charge, heirs, unitIds);
    }

    /** The same group and post, other units. */
    Assignment to(List<Party> lead, List<Party> responsible) {
        return new Assignment(lead, responsible, postId, groupId, groupName, charge, List.of(), null);
    }

    /** Who leads need not be told to take part. */
    Assignment instead(String unitId, Party other) {
        var lead = instead(leadUnits, unitId, other);
        var responsible = instead(responsibleUnits, unitId, other).stream()
                .filter(unit -> !lead.contains(unit))
                .toList();
        return to(lead, responsible);
    }

    private static List<Party> instead(List<Party> units, String unitId, Party other) {
        return units.stream()
                .map(unit -> unitId.equals(unit.id()) ? other : unit)
                .distinct()
                .toList();
    }

    Assignment inheritedBy(String unitId, Party heir) {
        var more =
                Stream.concat(heirs.stream(), Stream.of(new Heir(unitId, heir))).toList();
        return new Assignment(leadUnits, responsibleUnits, postId, groupId, groupName, charge, more, null);
    }

    /** The heirs in the place of those they took over from. */
    Assignment ofHeirs() {
        var now = this;
        for (var heir : heirs) {
            now = now.instead(heir.from, heir.into);
        }
        return now;
    }

    public Assignment under(Charge leaderAndForce) {
        return new Assignment(leadUnits, responsibleUnits, postId, groupId, groupName, leaderAndForce, heirs, unitIds);
    }

    boolean includes(@Nullable String unitId) {
        return unitId != null && units().contains(unitId);
    }

    public List<String> units() {
        return Objects.requireNonNull(unitIds);
    }

    List<String> leadIds() {
        return ids(leadUnits);
    }

    List<String> responsibleIds() {
        return ids(responsibleUnits);
    }

    private static List<String> ids(List<Party> parties) {
        return parties.stream()
                .map(Party::id)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
