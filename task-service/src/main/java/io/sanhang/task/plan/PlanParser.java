package io.sanhang.task.plan;

import io.sanhang.task.plan.Outline.Piece;
import io.sanhang.task.plan.PlanItem.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan document (A003–A010): head, numbered clauses, brackets of units, annex with its groups. What it cannot
 * read, and what contradicts itself, becomes a {@link Finding}; nothing is guessed.
 */
final class PlanParser {

    private static final Pattern ANNEX = Pattern.compile("^附\\s*(?:件|表|录)\\s*(\\d{0,2}|[一二三四五六七八九十]?)\\s*:?$");
    private static final Pattern GROUP_NAME =
            Pattern.compile("^(.{2,40}?(?:推进组|工作组|专班|攻坚组|组))(?:及其?|的)?(?:工作)?(?:职责|成员|组成|名单)?.*$");
    private static final Pattern INLINE_TASK = Pattern.compile("^重点任务\\s*:\\s*(\\S.*)$");
    private static final Pattern TASKS_LABEL = Pattern.compile("^重点任务\\s*:?\\s*$");
    private static final Map<String, String> VOYAGES = Map.of("领航", "lead", "启航", "start", "护航", "escort");
    private static final int LONGEST_TITLE = 40;

    private final Dates dates;
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<PlanItem> items = new ArrayList<>();
    private final List<ParsedPlan.WorkingGroup> groups = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Clause> clauses = new ArrayList<>();

    /** A clause on its way: what the numbering says of it. */
    record Clause(String ref, @Nullable String parentRef, int level, int number, String text) {}

    private PlanParser(@Nullable LocalDate issuedOn) {
        dates = new Dates(issuedOn);
    }

    /** @param issuedOn overrides what the document says */
    static ParsedPlan parse(String text, @Nullable LocalDate issuedOn) {
        var lines = Arrays.asList(text.split("\\R"));
        var body = firstNumbered(lines);
        var annex = annexStart(lines, body);
        var document = Head.read(
                lines.subList(0, body), lines.subList(Math.max(body, lines.size() - 12), lines.size()), issuedOn);
        var parser = new PlanParser(document.issuedOn());
        parser.main(lines.subList(body, annex));
        parser.annexes(lines.subList(annex, lines.size()));
        return parser.finish(document);
    }

    private static int firstNumbered(List<String> lines) {
        for (var i = 0; i < lines.size(); i++) {
            if (Outline.levelOf(lines.get(i)) > 0) {
                return i;
            }
        }
        return lines.size();
    }

    private static int annexStart(List<String> lines, int from) {
        for (var i = from; i < lines.size(); i++) {
            if (ANNEX.matcher(Marks.plain(lines.get(i)).strip()).matches()) {
                return i;
            }
        }
        return lines.size();
    }

    private void main(List<String> lines) {
        var path = new Clause[5];
        for (var piece :
                Outline.of(lines.stream().filter(line -> !Head.isClosing(line)).toList())) {
            if (piece.level > 0) {
                open(piece, path, "");
            }
        }
    }

    /** Puts a piece under the nearest clause of a higher level and gives it its ref. */
    private Clause open(Piece piece, Clause[] path, String prefix) {
        Clause parent = null;
        for (var level = piece.level - 1; level > 0 && parent == null; level--) {
            parent = path[level];
        }
        var ref = unique((parent == null ? prefix : parent.ref) + piece.label);
        var clause = new Clause(
                ref,
                parent == null ? null : parent.ref,
                piece.level,
                piece.number,
                piece.text.toString().strip());
        path[piece.level] = clause;
        Arrays.fill(path, piece.level + 1, path.length, null);
        clauses.add(clause);
        return clause;
    }

    private String unique(String ref) {
        var times = seen.merge(ref, 1, Integer::sum);
        if (times == 1) {
            return ref;
        }
        findings.add(Finding.of("duplicate-number", ref, "编号“" + ref + "”出现了 " + times + " 次，请核对原文的编号。"));
        return ref + "#" + times;
    }

    private void annexes(List<String> lines) {
        var annexNumber = 0;
        var section = new ArrayList<String>();
        var heading = (Piece) null;
        for (var line : lines) {
            if (ANNEX.matcher(Marks.plain(line).strip()).matches()) {
                annexSection(heading, section, annexNumber);
                heading = null;
                section.clear();
                annexNumber++;
            } else if (Outline.levelOf(line) == 1) {
                annexSection(heading, section, annexNumber);
                section.clear();
                var pieces = Outline.of(List.of(line));
                heading = pieces.get(pieces.size() - 1);
            } else if (!Head.isClosing(line)) {
                section.add(line);
            }
        }
        annexSection(heading, section, annexNumber);
    }

    private void annexSection(@Nullable Piece heading, List<String> lines, int annexNumber) {
        if (heading == null) {
            return;
        }
        var ref = unique("附" + (annexNumber > 1 ? annexNumber + "-" : "") + heading.number);
        var title = heading.text.toString().strip();
        var intro = new ArrayList<String>();
        for (var line : lines) {
            if (Outline.levelOf(line) == 2) {
                break;
            }
            intro.add(line);
        }
        var posts = Posts.in(intro);
        var group = groupName(title);
        var text = text(intro);
        items.add(item(
                new Clause(ref, null, 1, heading.number, text), Kind.ANNEX_SECTION, title, text, null, group, posts));
        if (group != null) {
            groups.add(new ParsedPlan.WorkingGroup(ref, group, posts));
        }
        keyTasks(ref, group, lines, intro);
    }

    private static @Nullable String groupName(String title) {
        var plain = Marks.plain(title);
        var matcher = GROUP_NAME.matcher(plain);
        return matcher.matches() && !plain.contains("领导小组") ? title.substring(0, matcher.end(1)) : null;
    }

    private static String text(List<String> intro) {
        return String.join(
                        "\n",
                        intro.stream()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty()
                                        && !TASKS_LABEL
                                                .matcher(Marks.plain(line))
                                                .matches())
                                .toList())
                .strip();
    }

    private void keyTasks(String ref, @Nullable String group, List<String> lines, List<String> intro) {
        for (var line : intro) {
            var inline = INLINE_TASK.matcher(Marks.plain(line).strip());
            if (inline.matches()) {
                var taskRef = unique(ref + "(一)");
                var words = line.strip().substring(inline.start(1));
                items.add(keyTask(taskRef, ref, words, group));
                findings.add(Finding.of("inline-key-task", taskRef, "这一组的重点任务写在“重点任务：”后面，没有编号，已按（一）读取，请核对。"));
            }
        }
        for (var piece : Outline.of(lines.subList(intro.size(), lines.size()))) {
            if (piece.level == 2) {
                items.add(keyTask(
                        unique(ref + piece.label), ref, piece.text.toString().strip(), group));
            } else if (piece.level > 2) {
                var below = items.get(items.size() - 1);
                items.add(keyTask(
                        unique(below.ref() + piece.label),
                        ref,
                        piece.text.toString().strip(),
                        group));
            }
        }
    }

    private PlanItem keyTask(String ref, String parent, String words, @Nullable String group) {
        return item(new Clause(ref, parent, 2, 0, words), Kind.KEY_TASK, title(words), words, null, group, List.of());
    }

    private PlanItem item(
            Clause clause,
            Kind kind,
            String title,
            String original,
            @Nullable String voyage,
            @Nullable String group,
            List<PlanItem.Post> posts) {
        var plain = Marks.plain(clause.text);
        var annexIntro = kind == Kind.ANNEX_SECTION;
        return new PlanItem(
                clause.ref,
                clause.parentRef,
                kind,
                title,
                clause.text,
                original,
                List.of(),
                List.of(),
                List.of(),
                annexIntro ? List.of() : dates.in(plain),
                annexIntro ? List.of() : Rhythms.cadences(plain),
                annexIntro ? List.of() : Rhythms.quotas(plain),
                voyage,
                group,
                posts,
                false);
    }

    private ParsedPlan finish(PlanDocument document) {
        var scopes = new BracketScopes(clauses, findings);
        var main = new ArrayList<PlanItem>();
        var voyage = new HashMap<String, String>();
        for (var clause : clauses) {
            var words = scopes.textOf(clause);
            var line = voyageOf(clause, words, voyage);
            if (line != null) {
                voyage.put(clause.ref, line);
            }
            var bare = new Clause(clause.ref, clause.parentRef, clause.level, clause.number, words);
            var units = scopes.unitsOf(clause.ref);
            main.add(item(bare, kind(clause, line), title(words), clause.text, line, null, List.of())
                    .withUnits(units.lead(), units.responsible(), UnitWords.collective(units.responsible())));
        }
        main.addAll(items);
        findings.addAll(new PlanChecks(document, main, clauses, scopes, groups).findings());
        return new ParsedPlan(
                document, List.copyOf(main), scopes.brackets(), List.copyOf(groups), List.copyOf(findings));
    }

    private static Kind kind(Clause clause, @Nullable String voyage) {
        return switch (clause.level) {
            case 1 -> Kind.CHAPTER;
            case 2 -> voyage != null ? Kind.VOYAGE : Kind.PART;
            case 3 -> Kind.ITEM;
            default -> Kind.SUB_ITEM;
        };
    }

    /** A heading of the second level names its voyage, alone; what lies below inherits it. */
    private static @Nullable String voyageOf(Clause clause, String words, Map<String, String> known) {
        var inherited = clause.parentRef == null ? null : known.get(clause.parentRef);
        if (inherited != null || clause.level != 2) {
            return inherited;
        }
        var heading = Marks.plain(words.lines().findFirst().orElse(""));
        var named = VOYAGES.keySet().stream().filter(heading::contains).toList();
        return named.size() == 1 ? VOYAGES.get(named.get(0)) : null;
    }

    /** The heading words: up to the first stop, or the first line. */
    static String title(String words) {
        var line = words.lines().findFirst().orElse("").strip();
        var end = Marks.plain(line).replaceAll("[。;].*$", "").length();
        var title = line.substring(0, Math.min(end, line.length()));
        if (title.length() > LONGEST_TITLE) {
            var comma = Marks.plain(title).indexOf(',');
            title = comma >= 4 && comma <= LONGEST_TITLE
                    ? title.substring(0, comma)
                    : title.substring(0, LONGEST_TITLE) + "…";
        }
        return title;
    }
}
