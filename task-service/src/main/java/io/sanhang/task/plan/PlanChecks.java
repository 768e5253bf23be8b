package io.sanhang.task.plan;

import io.sanhang.task.plan.PlanItem.Kind;
import io.sanhang.task.plan.PlanParser.Clause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What contradicts itself in a document, is assumed, or waits for a person (A005–A010, and A9 of the list). */
final class PlanChecks {

    private static final Pattern DECLARED = Pattern.compile("[(](?:共)?(\\d{1,3}|" + Marks.HAN_NUMBER + ")(?:项|条|个)[)]");
    private static final Pattern NO_START = Pattern.compile("百日(?:会战|攻坚|行动|大会战)|\\d{2,3}天(?:攻坚|会战)");
    private static final Pattern ACTORS = Pattern.compile("由([^,。;:由]{3,40}?)(?:对|负责|牵头|组织|实施|承担)");

    private final PlanDocument document;
    private final List<PlanItem> items;
    private final List<Clause> clauses;
    private final BracketScopes scopes;
    private final List<ParsedPlan.WorkingGroup> groups;
    private final List<Finding> findings = new ArrayList<>();

    PlanChecks(
            PlanDocument document,
            List<PlanItem> items,
            List<Clause> clauses,
            BracketScopes scopes,
            List<ParsedPlan.WorkingGroup> groups) {
        this.document = document;
        this.items = items;
        this.clauses = clauses;
        this.scopes = scopes;
        this.groups = groups;
    }

    List<Finding> findings() {
        head();
        clauses.forEach(this::declaredCount);
        numbers();
        items.forEach(this::deadlines);
        items.forEach(this::units);
        names();
        items.forEach(this::vacancies);
        holders();
        return findings;
    }

    private void found(String code, String ref, String message) {
        findings.add(Finding.of(code, ref, message));
    }

    private void head() {
        if (document.number() == null) {
            found("no-document-number", "", "没有读到发文字号，请核对文件开头。");
        }
        if (document.issuedOn() == null) {
            found("no-issue-date", "", "没有读到发文日期，没有年份的期限无法换算成日期。请在导入时填写发文日期。");
        }
    }

    /** A008: what a heading announces against what follows. */
    private void declaredCount(Clause clause) {
        var declared = Marks.find(
                DECLARED, Marks.plain(clause.text().lines().findFirst().orElse("")));
        if (declared == null) {
            return;
        }
        var announced = Marks.number(declared.group(1));
        var children = scopes.childrenOf(clause.ref());
        var grandchildren = children.stream()
                .mapToInt(child -> scopes.childrenOf(child.ref()).size())
                .sum();
        var there = grandchildren > 0 ? grandchildren : children.size();
        if (announced != there && announced != children.size()) {
            found("declared-count-mismatch", clause.ref(), "标题写明 " + announced + " 项，正文只找到 " + there + " 项，请核对是否有遗漏。");
        }
    }

    /** Numbers may restart under each heading or run on through the document; anything else is a gap. */
    private void numbers() {
        var lastByParent = new LinkedHashMap<String, Integer>();
        var lastByLevel = new int[5];
        for (var clause : clauses) {
            var before = lastByParent.getOrDefault(clause.parentRef() + "/" + clause.level(), 0);
            var running = lastByLevel[clause.level()];
            if (clause.number() != before + 1 && !(before == 0 && clause.number() == running + 1)) {
                found("number-gap", clause.ref(), "编号从 " + before + " 跳到了 " + clause.number() + "，请核对原文是否缺项。");
            }
            lastByParent.put(clause.parentRef() + "/" + clause.level(), clause.number());
            lastByLevel[clause.level()] = clause.number();
        }
    }

    private void deadlines(PlanItem item) {
        for (var deadline : item.deadlines()) {
            var date = deadline.date();
            if (date == null && deadline.kind().equals("open")) {
                found("deadline-open", item.ref(), "“" + deadline.text() + "”没有写明日期，请填写具体期限。");
            } else if (date != null && document.issuedOn() != null && date.isBefore(document.issuedOn())) {
                found(
                        "deadline-before-issue",
                        item.ref(),
                        "期限“" + deadline.text() + "”按 " + date + " 理解，早于发文日期 " + document.issuedOn()
                                + "。请决定：改为明年、立即补办，还是另定日期。");
            } else if (date != null && deadline.kind().endsWith("-end")) {
                found("deadline-assumed", item.ref(), "“" + deadline.text() + "”已按 " + date + " 理解，请核对。");
            }
        }
        if (item.kind() != Kind.ANNEX_SECTION && Marks.find(NO_START, Marks.plain(item.text())) != null) {
            found("no-start-date", item.ref(), "百日行动没有写明从哪一天开始，请填写开始日期，才能倒排工期。");
        }
    }

    private void units(PlanItem item) {
        if (item.kind() == Kind.ANNEX_SECTION || item.kind() == Kind.KEY_TASK) {
            return;
        }
        if (isTask(item)) {
            if (!item.hasUnits()) {
                found("no-unit", item.ref(), "没有找到牵头或责任单位，请填写。");
            } else if (item.leadUnits().isEmpty()) {
                found("no-lead-unit", item.ref(), "只写了责任单位，没有写牵头单位，请核对。");
            }
        }
        actors(item);
    }

    /** The lowest clauses of a voyage, or of anything that names units at all, are what somebody has to do. */
    private boolean isTask(PlanItem item) {
        return scopes.childrenOf(item.ref()).isEmpty()
                && (item.voyage() != null || item.kind() == Kind.ITEM || item.kind() == Kind.SUB_ITEM);
    }

    /** A unit that the sentence charges with the work, but not the bracket. */
    private void actors(PlanItem item) {
        if (!item.hasUnits()) {
            return;
        }
        var known = new LinkedHashSet<>(item.leadUnits());
        known.addAll(item.responsibleUnits());
        var matcher = ACTORS.matcher(Marks.plain(item.text()));
        while (matcher.find()) {
            for (var name : matcher.group(1).split("[、和]")) {
                if (UnitWords.endsLikeUnit(name)
                        && !UnitWords.isCollective(name)
                        && known.stream().noneMatch(unit -> unit.contains(name) || name.contains(unit))) {
                    found("unit-not-in-bracket", item.ref(), "正文点名“" + name + "”，但牵头和责任部门里没有它，请决定是否加入。");
                }
            }
        }
    }

    /** A005, A006: names that stand for many, names that leave open for whom, and one unit under two names. */
    private void names() {
        var firstRef = new LinkedHashMap<String, String>();
        var times = new LinkedHashMap<String, Integer>();
        for (var item : items) {
            var names = new LinkedHashSet<>(item.leadUnits());
            names.addAll(item.responsibleUnits());
            names.forEach(name -> {
                firstRef.putIfAbsent(name, item.ref());
                times.merge(name, 1, Integer::sum);
            });
        }
        firstRef.forEach((name, ref) -> {
            if (UnitWords.isRelated(name)) {
                found("unit-related", ref, "“" + name + "”没有说明是哪些部门（共 " + times.get(name) + " 处），请逐条选定，系统不会猜。");
            } else if (UnitWords.isCollective(name)) {
                found("unit-collective", ref, "“" + name + "”是集体名称（共 " + times.get(name) + " 处），将展开为名录中的所有成员单位，请核对。");
            }
        });
        twoNames(firstRef);
    }

    private void twoNames(Map<String, String> firstRef) {
        var all = new LinkedHashMap<>(firstRef);
        groups.forEach(group -> group.posts().forEach(post -> {
            var unit = post.title()
                    .replaceAll("^.*[、，]", "")
                    .replaceAll("(局|办公室|中心|委员会|管委会|办|委)(?:副)?(?:局长|主任|负责人|书记|主要负责人)$", "$1");
            var bare = unit.endsWith("局长") ? unit.substring(0, unit.length() - 1) : unit;
            if (UnitWords.endsLikeUnit(bare) && !UnitWords.isCollective(bare)) {
                all.putIfAbsent(bare, group.ref());
            }
        }));
        var reported = new TreeSet<String>();
        for (var one : all.keySet()) {
            for (var other : all.keySet()) {
                if (one.length() < other.length() && couldBe(one, other) && reported.add(one + "/" + other)) {
                    found(
                            "unit-two-names",
                            String.valueOf(all.get(one)),
                            "“" + one + "”和“" + other + "”可能是同一个单位的两种写法，请确认。");
                }
            }
        }
    }

    /** A short name keeps first and last character and the order of the others: 县营商环境局, 县营商环境建设监督局. */
    static boolean couldBe(String shorter, String longer) {
        if (shorter.length() < 4
                || UnitWords.isCollective(shorter)
                || UnitWords.isCollective(longer)
                || shorter.charAt(0) != longer.charAt(0)
                || shorter.charAt(1) != longer.charAt(1)
                || shorter.charAt(shorter.length() - 1) != longer.charAt(longer.length() - 1)) {
            return false;
        }
        var at = 0;
        for (var i = 0; i < longer.length() && at < shorter.length(); i++) {
            if (longer.charAt(i) == shorter.charAt(at)) {
                at++;
            }
        }
        return at == shorter.length();
    }

    /** A010: a blank name leaves the post, and its duty, in place. */
    private void vacancies(PlanItem section) {
        section.posts().stream()
                .filter(PlanItem.Post::vacant)
                .forEach(post -> found(
                        "vacant-post",
                        section.ref(),
                        "“" + section.title() + "”中的" + post.role() + "“" + post.title() + "”没有写姓名，按空缺岗位保留，请确认由谁担任。"));
    }

    /** A012: one holder in several groups is allowed, and worth knowing. */
    private void holders() {
        var groupsOf = new LinkedHashMap<String, Set<String>>();
        groups.forEach(group -> group.posts().forEach(post -> {
            if (post.holderName() != null) {
                groupsOf.computeIfAbsent(post.holderName(), name -> new LinkedHashSet<>())
                        .add(group.name());
            }
        }));
        groupsOf.forEach((name, in) -> {
            if (in.size() > 1) {
                found("holder-in-several-groups", "", "“" + name + "”同时在 " + String.join("、", in) + "，请确认。");
            }
        });
    }
}
