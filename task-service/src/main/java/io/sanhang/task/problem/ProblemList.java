package io.sanhang.task.problem;

/** Whose list a problem stands in: a unit's (A019) or a working group's own (A134). */
public record ProblemList(String id, String name, boolean group) {

    /** The same list, kept by the unit that took over. */
    ProblemList of(String unitId, ProblemList other) {
        return !group && id.equals(unitId) ? other : this;
    }
}
