package io.sanhang.task.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is to do it, as offices write it: {@code 〔牵头部门：A；责任部门：B、C〕}, {@code （A牵头，B、C配合）}, {@code 责任单位：B}, in
 * round, square or no brackets (A004). Assisting units count as responsible.
 */
record UnitWords(List<String> lead, List<String> responsible) {

    private static final Pattern LABEL =
            Pattern.compile("(牵头|主办|主责|承办|责任|配合|协办|协同|参与|落实)(?:单位|部门|科室|处室|机关|领导)?(?:及[^:]{0,8})?\\s*:");
    private static final Pattern LEADS = Pattern.compile("^(?:由)?(.+?)(?:负责牵头|牵头负责|牵头落实|牵头|主办|主责)(?:负责|组织|实施)?$");
    private static final Pattern WORKS =
            Pattern.compile("^(?:由)?(.*?)(?:具体负责|分工负责|共同负责|按职责分工负责|按职责负责|负责|配合|协办|协助|参与|落实|承办)(?:配合|落实|负责)?$");
    private static final Pattern UNIT_END = Pattern.compile(
            ".*(局|委|办|办公室|机关|部门|政府|单位|中心|委员会|管委会|院|所|站|队|公司|集团|银行|社|部|会|处|科|组|乡|镇|街道|园区|开发区|学校|医院|支行|大队|企业)$");
    private static final Pattern COLLECTIVE = Pattern.compile("^.{0,6}各.*|.*(有关|相关)(部门|单位|职能部门).*|.*(等部门|等单位)$");
    private static final Pattern RELATED = Pattern.compile(".*(有关|相关|等部门|等单位).*");
    private static final int LONGEST_NAME = 30;

    /** Where in a plain text the units stand: the bracket with its marks, and what is inside. */
    record Place(int start, int end, String inside) {}

    static boolean speaksOfUnits(String plainInside) {
        return Marks.find(LABEL, plainInside) != null
                || plainInside.length() < 200
                        && (plainInside.contains("牵头") || plainInside.endsWith("负责") || plainInside.endsWith("配合"));
    }

    /** The last bracket of the text that speaks of units, or units written at its end without a bracket. */
    static @Nullable Place findIn(String plain) {
        Place found = null;
        for (var place : brackets(plain)) {
            if (speaksOfUnits(place.inside.strip())) {
                found = place;
            }
        }
        return found == null ? bare(plain) : found;
    }

    /** All outermost brackets, in one pass however they are nested. */
    private static List<Place> brackets(String plain) {
        var places = new ArrayList<Place>();
        for (var kind : new String[] {"[]", "()"}) {
            var depth = 0;
            var start = -1;
            for (var i = 0; i < plain.length(); i++) {
                if (plain.charAt(i) == kind.charAt(0)) {
                    if (depth++ == 0) {
                        start = i;
                    }
                } else if (plain.charAt(i) == kind.charAt(1) && depth > 0 && --depth == 0) {
                    places.add(new Place(start, i + 1, plain.substring(start + 1, i)));
                }
            }
        }
        places.sort(java.util.Comparator.comparingInt(Place::start));
        return places;
    }

    private static @Nullable Place bare(String plain) {
        var label = LABEL.matcher(plain);
        while (label.find()) {
            var before = label.start() == 0 ? '\n' : plain.charAt(label.start() - 1);
            if ("\n。;.! ".indexOf(before) >= 0) {
                return new Place(label.start(), plain.length(), plain.substring(label.start()));
            }
        }
        // "A牵头，B配合" as the last sentence.
        var end = plain.endsWith("。") ? plain.length() - 1 : plain.length();
        var from = plain.lastIndexOf('。', end - 1) + 1;
        var last = plain.substring(from, end).strip();
        return last.length() < 120 && last.contains("牵头") && !of(last).lead.isEmpty() && looksLikeUnits(of(last))
                ? new Place(from, plain.length(), last)
                : null;
    }

    private static boolean looksLikeUnits(UnitWords words) {
        return words.lead.stream().allMatch(name -> UNIT_END.matcher(name).matches());
    }

    /** Reads the inside of a bracket. */
    static UnitWords of(String plainInside) {
        var inside = plainInside.replace('\n', ' ').strip();
        return Marks.find(LABEL, inside) != null ? labelled(inside) : spoken(inside);
    }

    private static UnitWords labelled(String inside) {
        var lead = new LinkedHashSet<String>();
        var responsible = new LinkedHashSet<String>();
        var label = LABEL.matcher(inside);
        var role = "";
        var from = 0;
        while (label.find()) {
            add(role, inside.substring(from, label.start()), lead, responsible);
            role = label.group(1);
            from = label.end();
        }
        add(role, inside.substring(from), lead, responsible);
        return new UnitWords(List.copyOf(lead), List.copyOf(responsible));
    }

    private static void add(String role, String names, LinkedHashSet<String> lead, LinkedHashSet<String> responsible) {
        if (!role.isEmpty()) {
            (role.matches("牵头|主办|主责|承办") ? lead : responsible).addAll(split(names));
        }
    }

    private static UnitWords spoken(String inside) {
        var lead = new LinkedHashSet<String>();
        var responsible = new LinkedHashSet<String>();
        for (var segment : inside.split("[,;。]")) {
            var said = segment.strip();
            var leads = LEADS.matcher(said);
            var works = WORKS.matcher(said);
            if (leads.matches()) {
                lead.addAll(split(leads.group(1)));
            } else if (works.matches()) {
                responsible.addAll(split(works.group(1)));
            }
        }
        return new UnitWords(List.copyOf(lead), List.copyOf(responsible));
    }

    private static List<String> split(String names) {
        var found = new ArrayList<String>();
        for (var part : names.split("[、,;。]|\\s{1,}")) {
            var name = part.strip();
            if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
                // Round marks inside a name are printed full-width in official documents: 各乡（镇）政府.
                found.add(name.replace('(', '（').replace(')', '）'));
            }
        }
        return found;
    }

    static List<String> collective(List<String> names) {
        return names.stream().filter(UnitWords::isCollective).toList();
    }

    static boolean isCollective(String name) {
        return COLLECTIVE.matcher(name).matches();
    }

    /** "有关" says that not all are meant, and not which: a person decides. */
    static boolean isRelated(String name) {
        return RELATED.matcher(name).matches();
    }

    static boolean endsLikeUnit(String name) {
        return UNIT_END.matcher(name).matches();
    }

    boolean isEmpty() {
        return lead.isEmpty() && responsible.isEmpty();
    }
}
