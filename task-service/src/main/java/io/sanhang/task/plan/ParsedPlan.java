package io.sanhang.task.plan;

import java.util.List;

/** A document as it was read: its clauses in order, and everything that is doubtful about it. */
public record ParsedPlan(
        PlanDocument document,
        List<PlanItem> items,
        List<Bracket> brackets,
        List<WorkingGroup> groups,
        List<Finding> findings) {

    /** A bracket of units and the clauses it was taken to cover (A004). */
    public record Bracket(String ref, String text, List<String> covers) {}

    /** A group of the annex with its posts (A127, A135–A144). */
    public record WorkingGroup(String ref, String name, List<PlanItem.Post> posts) {}
}
