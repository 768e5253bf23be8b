package io.sanhang.task.problem;

import io.sanhang.support.security.Caller;
import java.util.HashSet;
import java.util.Set;

/**
 * Who asks, with the working groups in which the caller's unit, or one that the caller leads, has a seat.
 *
 * @param groupIds not needed, and empty, for the office, which sees all
 */
record Member(Caller caller, Set<String> groupIds) {

    Set<String> unitIds() {
        var units = new HashSet<>(caller.ledUnitIds());
        var own = caller.unitId();
        if (own != null) {
            units.add(own);
        }
        return units;
    }

    /** Whether this caller works on that list; a leader reads it. */
    boolean keeps(ProblemList list) {
        return caller.is("DEPARTMENT") && isOf(list);
    }

    private boolean isOf(ProblemList list) {
        return list.group() ? groupIds.contains(list.id()) : list.id().equals(caller.unitId());
    }
}
