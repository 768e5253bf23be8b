package io.sanhang.identity.directory;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the unit names in a plan stand for. Never guesses: a name that fits no unit, or two, resolves to nothing, and so
 * does 有关 ("the ones concerned"), which only a person can decide.
 */
final class UnitNames {

    private static final Pattern NOISE = Pattern.compile("[\\s\\p{Z}()\\[\\]〔〕【】]");
    private static final Pattern BETWEEN = Pattern.compile("[、，,；;和及与]");
    private static final Pattern CONCERNED = Pattern.compile("有关|相关|涉及");
    private static final Pattern TOWNSHIPS = Pattern.compile("(全县)?各(乡镇|镇乡|乡|镇)场?(党委)?(人民)?(政府)?");
    private static final Pattern DEPARTMENTS =
            Pattern.compile("(?=.*(各|县直|政府))(全县|县级|县直|县)?(人民)?" + "(各|县直|政府|直属|职能|组成|工作|行政)*(部门|单位|委办局|科局)");
    private static final Pattern TOWNSHIP_GOVERNMENT = Pattern.compile("(.+[乡镇])(人民)?政府");

    /**
     * @param unitIds the members of a collective name, or the one unit; empty when unknown or for a person to decide
     * @param collective the name stands for all units of a kind
     * @param related the name says "those concerned"
     */
    record Resolution(String name, List<String> unitIds, boolean collective, boolean related) {}

    private final String county;
    private final List<Unit> units;
    private final Map<String, Set<String>> byKey = new HashMap<>();

    /** @param all with those that were merged: their names stand for the unit that took over */
    UnitNames(String county, List<Unit> all) {
        this.county = county;
        units = all.stream().filter(Unit::isThere).toList();
        var byId = all.stream().collect(Collectors.toMap(Unit::id, Function.identity()));
        all.forEach(unit -> unit.names()
                .forEach(name -> byKey.computeIfAbsent(key(name), key -> new LinkedHashSet<>())
                        .add(present(unit, byId).id())));
    }

    private static Unit present(Unit unit, Map<String, Unit> byId) {
        var next = unit;
        while (next.merged() != null) {
            next = Objects.requireNonNull(byId.get(next.merged().into()));
        }
        return next;
    }

    /** Another unit that one of these names already stands for. */
    Optional<Unit> takenBy(String id, String name, List<String> aliases) {
        return Stream.concat(Stream.of(name), aliases.stream())
                .flatMap(each -> byKey.getOrDefault(key(each), Set.of()).stream())
                .filter(other -> !other.equals(id))
                .findFirst()
                .flatMap(other ->
                        units.stream().filter(unit -> unit.id().equals(other)).findFirst());
    }

    Resolution resolve(String name) {
        var plain = plain(name);
        var known = byKey.getOrDefault(key(name), Set.of());
        if (known.size() == 1) {
            return new Resolution(name, List.copyOf(known), false, false);
        }
        if (CONCERNED.matcher(plain).find()) {
            return new Resolution(name, List.of(), false, true);
        }
        var kinds = kinds(plain);
        var members = units.stream()
                .filter(unit -> kinds.contains(unit.kind()))
                .map(Unit::id)
                .toList();
        return new Resolution(name, members, !kinds.isEmpty(), false);
    }

    /** Which kinds a collective name means; empty unless every part of it is collective. */
    private static Set<UnitKind> kinds(String plain) {
        var kinds = EnumSet.noneOf(UnitKind.class);
        for (var part : BETWEEN.split(plain)) {
            if (TOWNSHIPS.matcher(part).matches()) {
                kinds.add(UnitKind.TOWNSHIP);
            } else if (DEPARTMENTS.matcher(part).matches()) {
                kinds.add(UnitKind.DEPARTMENT);
            } else {
                return Set.of();
            }
        }
        return kinds;
    }

    /** Half-width, without spaces and brackets, which offices use as they like: 各乡（镇）政府 = 各乡镇政府. */
    private static String plain(String name) {
        return NOISE.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
    }

    /** Inside the county its own name and the 县 in front say nothing: 清河县发改局 = 县发改局 = 发改局. */
    private String key(String name) {
        var plain = plain(name);
        if (plain.startsWith(county) && plain.length() > county.length()) {
            plain = plain.substring(county.length());
        }
        if (plain.startsWith("县") && plain.length() > 2) {
            plain = plain.substring(1);
        }
        var government = TOWNSHIP_GOVERNMENT.matcher(plain);
        return government.matches() ? government.group(1) : plain;
    }
}
