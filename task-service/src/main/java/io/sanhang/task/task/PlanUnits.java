package io.sanhang.task.task;

import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names as a plan prints them, made into parties (A005). A name of one unit stays as printed, with the unit's id; a
 * collective becomes its members under their own names; what nobody could resolve stays, without an id, for a person.
 *
 * @param found what each printed name stands for
 * @param units the county's units by id
 * @param groups ids of working groups by their names
 */
record PlanUnits(Map<String, Resolution> found, Map<String, Unit> units, Map<String, String> groups) {

    private static final Resolution UNKNOWN = new Resolution(List.of(), false);

    /** A unit that leads is not listed a second time as responsible. */
    Assignment assignment(List<String> lead, List<String> responsible) {
        var leads = parties(lead);
        var ids = leads.stream().map(Party::id).toList();
        var others = parties(responsible).stream()
                .filter(party -> party.id() == null || !ids.contains(party.id()))
                .toList();
        var who = Assignment.of(leads, others);
        return who.answeredBy(TaskParties.headPost(who, units));
    }

    /** The id of a working group; null for one that the directory does not know. */
    @Nullable
    String group(@Nullable String name) {
        return name == null ? null : groups.get(name);
    }

    /** Each unit once, in the order of the text; the first wording wins (A006: two names, one unit). */
    private List<Party> parties(List<String> printed) {
        var once = new LinkedHashMap<String, Party>();
        printed.stream()
                .distinct()
                .flatMap(this::expanded)
                .forEach(party -> once.putIfAbsent(party.id() == null ? "?" + party.name() : party.id(), party));
        return List.copyOf(once.values());
    }

    private Stream<Party> expanded(String printed) {
        var meaning = found.getOrDefault(printed, UNKNOWN);
        if (meaning.unitIds().isEmpty()) {
            return Stream.of(new Party(null, printed));
        }
        if (!meaning.collective() && meaning.unitIds().size() == 1) {
            return Stream.of(new Party(meaning.unitIds().get(0), printed));
        }
        return meaning.unitIds().stream().map(id -> new Party(id, name(id)));
    }

    private String name(String id) {
        var unit = units.get(id);
        return unit == null ? id : unit.name();
    }
}
