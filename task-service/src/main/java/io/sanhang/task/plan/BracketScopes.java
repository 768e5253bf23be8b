package io.sanhang.task.plan;

import io.sanhang.task.plan.PlanParser.Clause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which clauses a bracket of units covers (A004). One at the end of the last sibling covers all siblings that have none;
 * one after each covers each; one in a heading covers what is below it and has none of its own.
 */
final class BracketScopes {

    private static final UnitWords NOBODY = new UnitWords(List.of(), List.of());

    private record Read(String text, UnitWords units) {}

    private final Map<String, Clause> clauses = new LinkedHashMap<>();
    private final Map<String, List<Clause>> children = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Read> own = new LinkedHashMap<>();
    private final Map<String, UnitWords> effective = new LinkedHashMap<>();
    private final List<ParsedPlan.Bracket> brackets = new ArrayList<>();
    private final List<Finding> findings;

    BracketScopes(List<Clause> all, List<Finding> findings) {
        this.findings = findings;
        all.forEach(clause -> {
            clauses.put(clause.ref(), clause);
            if (clause.parentRef() != null) {
                children.computeIfAbsent(clause.parentRef(), ref -> new ArrayList<>())
                        .add(clause);
            }
            read(clause);
        });
        all.forEach(this::cover);
    }

    private void read(Clause clause) {
        var plain = Marks.plain(clause.text());
        var place = UnitWords.findIn(plain);
        if (place == null) {
            texts.put(clause.ref(), clause.text());
            return;
        }
        var printed = clause.text()
                .substring(place.start(), Math.min(place.end(), clause.text().length()));
        var units = UnitWords.of(place.inside());
        if (units.isEmpty()) {
            findings.add(Finding.of("not-understood", clause.ref(), "没有读懂这里的单位：“" + printed + "”，请手工填写牵头和责任单位。"));
            texts.put(clause.ref(), clause.text());
            return;
        }
        var rest = clause.text().substring(0, place.start())
                + clause.text().substring(Math.min(place.end(), clause.text().length()));
        texts.put(clause.ref(), rest.strip());
        own.put(clause.ref(), new Read(printed, units));
    }

    private void cover(Clause clause) {
        var read = own.get(clause.ref());
        if (read == null) {
            return;
        }
        var covered = new ArrayList<String>();
        var at = clause.ref();
        if (closesItsSiblings(clause)) {
            var parent = String.valueOf(clause.parentRef());
            at = parent;
            effective.put(parent, read.units);
            for (var sibling : siblings(clause)) {
                if (!own.containsKey(sibling.ref()) || sibling.ref().equals(clause.ref())) {
                    give(sibling, read.units, covered);
                }
            }
        } else {
            give(clause, read.units, covered);
        }
        brackets.add(new ParsedPlan.Bracket(at, read.text, List.copyOf(covered)));
    }

    /**
     * The last of several numbered siblings of the lowest level, the first of which has no bracket: the bracket stands
     * for all of them. Where some in between have their own, that is an assumption and is said.
     */
    private boolean closesItsSiblings(Clause clause) {
        var siblings = siblings(clause);
        if (clause.level() != 4
                || siblings.size() < 2
                || !siblings.get(siblings.size() - 1).ref().equals(clause.ref())) {
            return false;
        }
        var without =
                siblings.stream().filter(each -> !own.containsKey(each.ref())).count();
        if (without == 0) {
            return false;
        }
        if (without < siblings.size() - 1) {
            findings.add(Finding.of("bracket-scope-assumed", clause.ref(), "这里有的小项有自己的单位、有的没有；没有的已按最后一个括号处理，请核对。"));
        }
        return true;
    }

    private List<Clause> siblings(Clause clause) {
        return clause.parentRef() == null
                ? List.of(clause)
                : children.getOrDefault(clause.parentRef(), List.of(clause));
    }

    private void give(Clause clause, UnitWords units, List<String> covered) {
        effective.put(clause.ref(), units);
        covered.add(clause.ref());
        for (var child : children.getOrDefault(clause.ref(), List.of())) {
            if (!own.containsKey(child.ref())) {
                give(child, units, covered);
            }
        }
    }

    /** The clause's words without its bracket. */
    String textOf(Clause clause) {
        return texts.getOrDefault(clause.ref(), clause.text());
    }

    UnitWords unitsOf(String ref) {
        return effective.getOrDefault(ref, NOBODY);
    }

    List<Clause> childrenOf(String ref) {
        return children.getOrDefault(ref, List.of());
    }

    @Nullable
    Clause clause(String ref) {
        return clauses.get(ref);
    }

    List<ParsedPlan.Bracket> brackets() {
        return List.copyOf(brackets);
    }
}
