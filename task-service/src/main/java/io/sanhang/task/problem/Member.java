package io.sanhang.task.problem;

import io.sanhang.support.security.Caller;
import java.util.HashSet;
import java.util.Set;

/** Who asks: for the units that the caller belongs to or leads, and for the working groups where one of them has a seat. */
record Member(Caller caller) {

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
        return list.group() ? caller.groupIds().contains(list.id()) : list.id().equals(caller.unitId());
    }
}
