package io.sanhang.task.problem;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.file.Files;
import io.sanhang.task.problem.Problem.Claim;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Problems of five units and two groups of the demo county, told through their own steps, in every state. */
@Component
class DemoProblems implements DemoCounty {

    private static final Member OFFICE =
            new Member(new Caller("a-office", "督查室", Set.of("OFFICE"), "u-office", Set.of()));
    private static final Unit EDU = new Unit("edu", "u-edu", "县教育和体育局");
    private static final Unit HEALTH = new Unit("health", "u-health", "县卫生健康局");
    private static final Unit HR = new Unit("hr", "u-hr", "县人力资源和社会保障局");
    private static final Unit MARKET = new Unit("market", "u-market", "县市场监督管理局");
    private static final Unit TOWN = new Unit("town1", "u-t1", "柳河镇");
    private static final ProblemList PEOPLE = new ProblemList("g-people", "民生事业推进组", true);
    private static final ProblemList BUSINESS = new ProblemList("g-business", "营商环境推进组", true);

    private record Unit(String account, String id, String name) {

        ProblemList list() {
            return new ProblemList(id, name, false);
        }

        /** In both groups, so that its steps are allowed. */
        Member clerk() {
            var groups = Set.of(PEOPLE.id(), BUSINESS.id());
            return new Member(
                    new Caller("a-" + account, name + "经办人", Set.of("DEPARTMENT"), id, Set.of(), groups, Set.of()));
        }

        Claim claim() {
            var head = id.startsWith("u-t") ? "镇长" : "局长";
            return new Claim(id, name, "p-" + id.substring(2) + "-head", name + head);
        }
    }

    private final ProblemRepository problems;
    private final Files files;
    private final Clock clock;

    DemoProblems(ProblemRepository problems, Files files, Clock clock) {
        this.problems = problems;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    @Override
    public void load() {
        found(EDU, 4, "推门听课流于形式", "听课记录千篇一律，没有改进建议。", "internal");
        confirmed(EDU, 26, "校园食堂信息公开不及时", "家长问菜价，要等三天才有人答复。", "appearance");
        claimed(HEALTH, 9, "基层卫生院值班表与实际不符", "夜间电话无人接听。", "internal");
        resolved(HEALTH, 20, "检查检验结果不互认", "群众转诊要重新做检查。", "leadership", "fear");
        begun(HR, 15, 30, "政策宣传只发文件不上门", "企业不知道稳岗补贴怎么申请。", "appearance");
        begun(MARKET, 30, -3, "对新业态不敢许可", "拿不准的事项一律说要请示，一拖几个月。", "fear", "leadership");
        reopened(TOWN, 40, "便民大厅中午没有人值班", "群众跑空，反映了两次。", "internal");
        found(TOWN, 2, "村级报表一数多报", "同一个数给三个部门报了三遍。", "leadership");
        group(PEOPLE, EDU, 12, "推进组议定的事跟踪不够", "上次会议定的五件事，有两件没有人牵头。", "leadership");
        group(BUSINESS, null, 6, "部门之间数据不通", "企业开办要把同一张执照交四次。", "internal", "fear");
    }

    private void found(Unit unit, int daysAgo, String text, String sign, String... causes) {
        keep(begin(unit.list(), unit.clerk(), daysAgo, text, sign, causes));
    }

    private void claimed(Unit unit, int daysAgo, String text, String sign, String... causes) {
        keep(claim(unit, begin(unit.list(), unit.clerk(), daysAgo, text, sign, causes), daysAgo));
    }

    private void begun(Unit unit, int daysAgo, int dueIn, String text, String sign, String... causes) {
        keep(begun(unit, daysAgo, text, sign, dueIn, causes));
    }

    private void resolved(Unit unit, int daysAgo, String text, String sign, String... causes) {
        keep(resolve(unit, begun(unit, daysAgo, text, sign, 10, causes), 2));
    }

    private void confirmed(Unit unit, int daysAgo, String text, String sign, String... causes) {
        keep(confirm(resolve(unit, begun(unit, daysAgo, text, sign, 10, causes), 6)));
    }

    private void reopened(Unit unit, int daysAgo, String text, String sign, String... causes) {
        var confirmed = confirm(resolve(unit, begun(unit, daysAgo, text, sign, 5, causes), 8));
        keep(confirmed.reopen("回访时又没有人值班。", act(confirmed, OFFICE, 1), OFFICE));
    }

    private void group(
            ProblemList list, @Nullable Unit claimant, int daysAgo, String text, String sign, String... causes) {
        var begun = begin(list, MARKET.clerk(), daysAgo, text, sign, causes);
        keep(claimant == null ? begun : claim(claimant, begun, daysAgo));
    }

    private Problem begin(ProblemList list, Member by, int daysAgo, String text, String sign, String... causes) {
        var how = list.group() ? Found.GROUP : Found.SELF;
        var statement = new Statement(text, sign, List.of(causes), how, null, null, null);
        var id = Ids.derived("demo-problem", list.id(), text);
        return Problem.find(id, list, statement, act(id, by, daysAgo), by);
    }

    private Problem claim(Unit unit, Problem problem, int daysAgo) {
        return problem.claim(unit.claim(), act(problem, unit.clerk(), daysAgo - 1), unit.clerk());
    }

    private Problem begun(Unit unit, int daysAgo, String text, String sign, int dueIn, String... causes) {
        var claimed = claim(unit, begin(unit.list(), unit.clerk(), daysAgo, text, sign, causes), daysAgo);
        var dueOn = LocalDate.now(clock).plusDays(dueIn);
        return claimed.start("明确专人负责，一周一查，结果在单位公示栏公开。", dueOn, act(claimed, unit.clerk(), daysAgo - 3), unit.clerk());
    }

    private Problem resolve(Unit unit, Problem problem, int daysAgo) {
        return problem.resolve(
                "整改措施已经落实，情况见附件。",
                List.of(evidence(unit.clerk().caller(), problem.statement().text())),
                act(problem, unit.clerk(), daysAgo),
                unit.clerk());
    }

    private Problem confirm(Problem problem) {
        return problem.confirm("现场核实，情况属实。", act(problem, OFFICE, 4), OFFICE);
    }

    private Evidence evidence(Caller by, String about) {
        var text = "整改情况说明\n问题：%s\n已经整改到位，相关记录留存备查。\n".formatted(about);
        var file = files.keep(
                Ids.derived("demo-problem-file", by.id(), about),
                "整改情况说明.txt",
                text.getBytes(StandardCharsets.UTF_8),
                by);
        return new Evidence(file.id(), file.name(), file.size());
    }

    private void keep(Problem problem) {
        problems.open(problem);
    }

    private Act act(Problem problem, Member by, int daysAgo) {
        return act(problem.id() + problem.version(), by, daysAgo);
    }

    private Act act(String id, Member by, int daysAgo) {
        return new Act(
                Ids.derived("demo", id), id, by.caller(), clock.instant().minus(Duration.ofDays(Math.max(0, daysAgo))));
    }
}
