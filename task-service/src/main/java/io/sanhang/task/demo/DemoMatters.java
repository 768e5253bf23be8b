package io.sanhang.task.demo;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.task.Assignment;
import io.sanhang.task.task.Charge;
import io.sanhang.task.task.Duty;
import io.sanhang.task.task.Legacy;
import io.sanhang.task.task.Level;
import io.sanhang.task.task.MilestonePlan;
import io.sanhang.task.task.Particulars;
import io.sanhang.task.task.Requirements;
import io.sanhang.task.task.Scheduling;
import io.sanhang.task.task.Task;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.Voyage;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the office opened by hand: legacy matters with quarters of supervision behind them (A022 to A024), a key project
 * with its leader, task force and constraint (A028, A031), a matter that the city set (A081), an ad hoc task (A133).
 */
final class DemoMatters {

    private final DemoHistory history;
    private final DemoCountyUnits county;
    private final LocalDate today;

    DemoMatters(DemoHistory history, DemoCountyUnits county, LocalDate today) {
        this.history = history;
        this.county = county;
        this.today = today;
    }

    List<Task> told() {
        return List.of(school(), nursingHome(), market(), hospital(), grainPark(), drinkingWater(), census());
    }

    private Task school() {
        var matter = new Legacy(
                Legacy.Type.UNFINISHED_PROJECT,
                LocalDate.of(2017, 9, 1),
                "2016年开工，2017年9月施工方资金链断裂停工，主体三层已封顶，图纸和监理资料不全，涉及两家分包单位工程款纠纷。",
                List.of(
                        new Legacy.Item("完成主体结构安全鉴定", "县教育和体育局", "委托有资质的机构鉴定，费用列入本年预算"),
                        new Legacy.Item("清理工程款纠纷", "县教育和体育局、县财政局", "审计核实欠款，分两年付清，签订和解协议"),
                        new Legacy.Item("补办规划和施工许可", "县住房和城乡建设局", "容缺受理，专人代办，一月一会商")));
        var task = legacy("school", "盘活第二小学停工教学楼", "依法依规复工或另行处置，让学生早日用上新教学楼。", matter, "u-edu", "u-house");
        return worked(task, clerk("u-edu"), "鉴定报告已出具，主体结构合格，可以续建。");
    }

    private Task nursingHome() {
        var matter = new Legacy(
                Legacy.Type.LONG_PENDING,
                LocalDate.of(2013, 4, 1),
                "敬老院2013年建成使用，因用地手续不全一直没有办理不动产登记，影响消防验收和床位补贴申领。",
                List.of(
                        new Legacy.Item("完善用地手续", "柳河镇、县自然资源局", "按历史遗留用地政策补办，缴清有关费用"),
                        new Legacy.Item("办理不动产登记", "柳河镇", "窗口预审，资料齐全后五个工作日办结")));
        var task = legacy("nursing-home", "办结柳河镇敬老院产权登记", "补齐手续，完成登记，落实床位补贴。", matter, "u-t1", "u-nat");
        return worked(task, clerk("u-t1"), "补办用地手续的材料已报市里，正在等待批复。");
    }

    /** The one that was closed in the quarter before or in this one. */
    private Task market() {
        var matter = new Legacy(
                Legacy.Type.OTHER,
                LocalDate.of(2015, 6, 1),
                "老农贸市场拆除时有46户摊位的过渡安置费未结清，商户多次反映。",
                List.of(new Legacy.Item("结清过渡安置费", "县市场监督管理局", "逐户核对，公示七天，集中发放")));
        var clerk = clerk("u-market");
        var opened = legacy("market", "结清老农贸市场商户安置费", "逐户核对，一次结清。", matter, "u-market", "u-fin");
        var worked = worked(opened, clerk, "46户已核对完毕，公示无异议。");
        var proof = history.evidence(clerk, "安置费发放明细.txt", "安置费发放明细\n共46户，已全部签字领取。\n");
        return worked.applyCloseOut("46户安置费全部发放到位，商户签字确认。", List.of(proof), history.act(clerk, worked, "apply", 75, 10))
                .close("抽查8户属实，同意销号。", history.act(DemoHistory.OFFICE, worked, "close", 70, 15));
    }

    private Task hospital() {
        var charge = new Charge(
                new Charge.Seat("p-vice-social", "副县长（分管社会民生）"),
                new Charge.Force(
                        "县医院迁建工作专班",
                        List.of(
                                new Charge.Seat("p-health-head", "县卫生健康局局长"),
                                new Charge.Seat("p-house-head", "县住房和城乡建设局局长"),
                                new Charge.Seat("p-fin-head", "县财政局局长"))));
        var duty = Duty.of("县医院迁建项目", "年底前完成主体施工，明年六月底前投入使用。", TaskKind.KEY_PROJECT)
                .on(Voyage.ESCORT)
                .due(today.plusDays(36))
                .asking(Requirements.NONE.with(List.of("专班每周调度一次", "倒排工期，挂图作战")));
        var clerk = clerk("u-health");
        var task = opened("hospital", duty, between("u-health", "u-house").under(charge), 55);
        var signed = built(task.signFor(history.act(clerk, task, "sign", 54, 9)), clerk);
        return signed.reportProgress("门诊楼已封顶，住院楼施工到五层。", 45, List.of(), history.act(clerk, task, "first", 25, 10))
                .constrain(
                        "项目北侧配套道路没有列入今年用地计划，救护通道不能施工。",
                        "市里追加0.8公顷用地指标，或者调整通道走向。",
                        history.act(clerk, task, "constrain", 12, 15));
    }

    /** Given out a few days ago; nobody has signed yet. */
    private Task grainPark() {
        var charge = new Charge(
                new Charge.Seat("p-vice-industry", "主管工业副县长"),
                new Charge.Force(
                        "粮食深加工园区工作专班",
                        List.of(
                                new Charge.Seat("p-park-head", "县经济开发区管理委员会主任"),
                                new Charge.Seat("p-ind-head", "县工业和信息化局局长"))));
        var duty = Duty.of("粮食深加工园区二期项目", "完成厂房主体建设，签约入驻三家企业。", TaskKind.KEY_PROJECT)
                .on(Voyage.START)
                .due(today.plusDays(80))
                .with(new Particulars(null, List.of("industry-1"), null));
        return opened("grain-park", duty, between("u-park", "u-ind").under(charge), 3);
    }

    /** Planned backwards from the end; the second milestone has slipped and pushes the later ones. */
    private Task built(Task task, Caller clerk) {
        var plan = new MilestonePlan(List.of(
                step("门诊楼封顶", -26), step("住院楼封顶", -4), step("二次结构验收", 12), step("水电和医用气体安装", 24), step("主体竣工验收", 36)));
        var planned = Scheduling.plan(
                task, plan, null, today.minusDays(53), new WorkingCalendar(), history.act(clerk, task, "plan", 53, 10));
        var roof = planned.schedule().milestones().get(0).id();
        var act = history.act(clerk, task, "roof", 27, 16);
        return Scheduling.done(planned, roof, history.day(27), "门诊楼已封顶，监理签字。", List.of(), history.day(27), act);
    }

    private MilestonePlan.Step step(String name, int inDays) {
        return new MilestonePlan.Step(null, name, null, today.plusDays(inDays), null);
    }

    private Task drinkingWater() {
        var duty = Duty.of("农村饮水安全问题整改销号", "市委督办：十二个村冬季供水不稳定，要在入冬前全部解决。", TaskKind.SUPERVISED)
                .on(Voyage.ESCORT)
                .due(today.plusDays(12))
                .with(new Particulars(Level.CITY_PARTY, List.of(), null));
        var clerk = clerk("u-t1");
        var task = opened("water", duty, between("u-t1", "u-agri"), 28);
        return task.signFor(history.act(clerk, task, "sign", 27, 9))
                .reportProgress("已更换水泵七台，九个村恢复稳定供水。", 75, List.of(), history.act(clerk, task, "first", 8, 11));
    }

    private Task census() {
        var duty = Duty.of("摸清全县停用校舍底数", "领导小组会议交办：列出停用校舍清单，提出利用意见。", TaskKind.AD_HOC)
                .due(today.plusDays(9));
        return opened("census", duty, between("u-edu"), 6);
    }

    private Task legacy(String name, String title, String text, Legacy matter, String... units) {
        var duty = Duty.of(title, text, TaskKind.LEGACY_MATTER)
                .on(Voyage.START)
                .due(today.plusDays(40))
                .with(Particulars.NONE.about(matter));
        return opened(name, duty, between(units), 200);
    }

    private Task worked(Task task, Caller clerk, String lately) {
        return task.signFor(history.act(clerk, task, "sign", 198, 9))
                .reportProgress("已成立工作小组，摸清底数，三张清单逐项分解到人。", 15, List.of(), history.act(clerk, task, "first", 170, 16))
                .reportProgress(lately, 55, List.of(), history.act(clerk, task, "second", 80, 11));
    }

    private Task opened(String name, Duty duty, Assignment who, int daysAgo) {
        var id = Ids.derived("demo-matter", name);
        var act = history.act(DemoHistory.OFFICE, id, "open", daysAgo, 9);
        return Task.open(id, duty, who, act);
    }

    /** The first unit leads. */
    private Assignment between(String... units) {
        var parties = Stream.of(units).flatMap(id -> county.party(id).stream()).toList();
        return Assignment.of(parties.subList(0, 1), parties.subList(1, parties.size()))
                .answeredBy(DemoCountyUnits.headPost(units[0]));
    }

    private static Caller clerk(String unit) {
        return Objects.requireNonNull(DemoHistory.CLERKS.get(unit));
    }
}
