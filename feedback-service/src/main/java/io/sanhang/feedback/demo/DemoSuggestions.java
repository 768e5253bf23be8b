package io.sanhang.feedback.demo;

import io.sanhang.feedback.neighbours.TaskDesk;
import io.sanhang.feedback.suggestion.QueryCodes;
import io.sanhang.feedback.suggestion.Submission.Kind;
import io.sanhang.feedback.suggestion.Submission.Submitter;
import io.sanhang.feedback.suggestion.Suggestion;
import io.sanhang.feedback.suggestion.Suggestion.Adoption;
import io.sanhang.feedback.suggestion.SuggestionRepository;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.store.Ids;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What the people of Qinghe county have said over the last six weeks. No events: it is history. */
@Component
@ConditionalOnProperty("sanhang.demo.enabled")
class DemoSuggestions implements DemoCounty {

    private static final int PARKING = 1;
    private static final int FOOD_PERMIT = 2;
    private static final int HELPER = 7;

    private final SuggestionRepository suggestions;
    private final QueryCodes codes;
    private final PersonalData secrets;
    private final WorkingCalendar calendar;
    private final TaskDesk tasks;
    private final Clock clock;

    DemoSuggestions(
            SuggestionRepository suggestions,
            QueryCodes codes,
            PersonalData secrets,
            WorkingCalendar calendar,
            TaskDesk tasks,
            Clock clock) {
        this.suggestions = suggestions;
        this.codes = codes;
        this.secrets = secrets;
        this.calendar = calendar;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Also while the adopted ones wait for task-service. */
    @Override
    public boolean isEmpty() {
        return suggestions.isEmpty() || (known(PARKING) && !(known(FOOD_PERMIT) && known(HELPER)));
    }

    /** Adopted ideas need their tasks, which are opened at task-service as ever; the rest does not wait for that. */
    @Override
    public void load() {
        List.of(
                        parkingAtSchool(),
                        busToVillage(),
                        onlineAppointment(),
                        roadLights(),
                        medicineReimbursement(),
                        grainDrying(),
                        neighbourNoise(),
                        jobFair(),
                        elevator(),
                        pavement())
                .forEach(story -> suggestions.insertNew(story));
        suggestions.insertNew(foodFactoryPermit());
        suggestions.insertNew(oneWindow());
    }

    private boolean known(int number) {
        return suggestions.find(id(number)).isPresent();
    }

    private Suggestion parkingAtSchool() {
        return sent(
                        PARKING,
                        40,
                        Kind.IDEA,
                        Submitter.CITIZEN,
                        "放学时段借用广场停车位",
                        "县第二小学门口每天下午四点前后堵得走不动。旁边文化广场的停车位那个时候多数空着，" + "建议放学前后一小时免费让接孩子的家长停，学校门口安排人引导。")
                .phone("13800000001")
                .accepted(39, Demo.EDU)
                .answered(33, "感谢您的建议。我们与交警、广场管理方商量后，已从本周起在上学日16时至17时开放文化广场" + "六十个车位，学校门口增加两名引导员。试行一个月后再听取大家意见。")
                .rated(32, 5, "第二天就好多了")
                .done();
    }

    private Suggestion foodFactoryPermit() {
        return adopted(
                sent(
                                FOOD_PERMIT,
                                38,
                                Kind.IDEA,
                                Submitter.ENTERPRISE,
                                "食品小作坊许可能不能一次办完",
                                "我们做粉条加工，办许可跑了市场监管、环保、镇里三处，材料有一半是重复的。" + "建议把要交的材料列成一张清单，在一个窗口收，内部自己流转。")
                        .phone("13800000002")
                        .accepted(37, Demo.MARKET)
                        .answered(30, "您反映的重复提交材料情况属实。我局已梳理出十一项材料，其中五项可以由部门之间共享，" + "不再要求企业提交，并将推动“一张清单、一个窗口”办理。")
                        .rated(29, 4, null)
                        .done(),
                "食品小作坊许可一张清单一窗办理",
                "u-market",
                26);
    }

    private Suggestion busToVillage() {
        return sent(
                        3,
                        33,
                        Kind.HELP,
                        Submitter.CITIZEN,
                        "青山乡末班车能不能晚半小时",
                        "我在县城打工，下班五点半，青山乡的末班车五点二十就开走了，一个村有七八个人都这样，" + "希望末班车晚半个小时。")
                .accepted(32, Demo.TRAFFIC)
                .answered(27, "经与客运公司商定，从下月1日起，青山乡方向末班车由17时20分调整到17时50分，周末不变。")
                .done();
    }

    private Suggestion onlineAppointment() {
        return sent(4, 30, Kind.QUESTION, Submitter.CITIZEN, "老年人体检怎么预约", "我母亲六十八岁，村里说可以免费体检，但不知道到哪里预约、要带什么证件。")
                .phone("13800000003")
                .accepted(29, Demo.HEALTH)
                .answered(28, "65岁以上老人每年可以免费体检一次，带身份证到户籍或常住地的乡镇卫生院即可，不用预约，" + "建议早上空腹前往。行动不便的，可以请村医登记上门。")
                .rated(27, 5, "说得清楚")
                .done();
    }

    private Suggestion roadLights() {
        return sent(
                        5,
                        26,
                        Kind.COMPLAINT,
                        Submitter.CITIZEN,
                        "东岗镇中学路路灯坏了半个月",
                        "东岗镇中学门前那条路有六盏路灯不亮，孩子上晚自习回家看不清路，跟镇里说过一次还没修。")
                .phone("13800000004")
                .accepted(25, Demo.HOUSE)
                .answered(21, "我局已派人到现场检查，六盏灯中四盏是线路问题，已于昨日修好；另两盏灯杆受损，正在订货。")
                .rated(20, 2, "还有两盏没亮")
                .followedUp(19, "两盏灯到今天还是不亮，什么时候能修好？")
                .done();
    }

    private Suggestion medicineReimbursement() {
        return sent(6, 22, Kind.QUESTION, Submitter.CITIZEN, "外地看病报销要不要先备案", "我老伴要到省城复查，听说要先备案才能报销，不会用手机，窗口能不能办？")
                .accepted(21, Demo.HR)
                .answered(17, "可以在窗口办。带身份证和社保卡到政务服务大厅社保综合窗口，当场登记，" + "备案后半年内有效；也可以打电话由工作人员代办。")
                .done();
    }

    private Suggestion oneWindow() {
        return adopted(
                sent(
                                HELPER,
                                20,
                                Kind.IDEA,
                                Submitter.EXPERT,
                                "给新开办企业配一名帮办员",
                                "很多小企业主第一次办照，不知道先办什么后办什么。建议每家新开办企业指定一名帮办员，" + "从办照到开户、社保、税务一路跟到底，三个月后回访一次。")
                        .accepted(19, Demo.ENV)
                        .done(),
                "为新开办企业配备帮办员并三个月回访",
                "u-env",
                15);
    }

    private Suggestion grainDrying() {
        return sent(
                        8,
                        14,
                        Kind.IDEA,
                        Submitter.ENTERPRISE,
                        "秋收时共享烘干设备",
                        "我公司有两台烘干塔，秋收时自己用不满。建议农业农村局牵头登记各家的空闲时段，" + "让种粮大户预约使用，价格公示。")
                .phone("13800000005")
                .accepted(13, Demo.AGRI)
                .done();
    }

    private Suggestion neighbourNoise() {
        return sent(9, 12, Kind.COMPLAINT, Submitter.CITIZEN, "要求处理邻居私人欠款", "邻居三年前借我两万元一直不还，请县里出面帮我要回来。")
                .phone("13800000006")
                .refused(11, "个人之间的借款纠纷应当通过协商、人民调解或者法院解决。" + "您可以到所在乡镇的人民调解委员会申请免费调解，电话在政府网站可以查到。")
                .done();
    }

    private Suggestion jobFair() {
        return sent(
                        10,
                        7,
                        Kind.IDEA,
                        Submitter.CADRE,
                        "把招聘会开到乡镇大集上",
                        "现在的招聘会都在县城，乡下的人来一趟不方便。建议逢集的日子把招聘摊位摆到大集上，" + "企业轮流去，工资和岗位写在大牌子上。")
                .accepted(6, Demo.HR)
                .done();
    }

    private Suggestion elevator() {
        return sent(11, 2, Kind.HELP, Submitter.CITIZEN, "老楼加装电梯找哪个部门", "我们单元十二户有十户同意加装电梯，不知道找哪个部门、要什么手续，政府有没有补助。")
                .phone("13800000007")
                .done();
    }

    private Suggestion pavement() {
        return sent(12, 1, Kind.COMPLAINT, Submitter.CITIZEN, "人民路人行道地砖松动", "人民路菜市场门口的人行道地砖松了十几块，下雨天一踩一脚水，老人容易绊倒，请尽快修。")
                .done();
    }

    private Story sent(int number, int daysAgo, Kind kind, Submitter submitter, String title, String body) {
        return new Story(
                id(number),
                codes.lookup(codes.of(id(number))),
                clock,
                calendar,
                secrets,
                daysAgo,
                kind,
                submitter,
                title,
                body);
    }

    private Suggestion adopted(Suggestion idea, String taskTitle, String leadUnitId, int daysAgo) {
        var due = LocalDate.now(clock).plusDays(30);
        var taskId = tasks.open(
                "suggestion", idea.id(), taskTitle, idea.submission().body(), leadUnitId, due, Demo.OFFICE.name());
        var at = Demo.daysAgo(clock, daysAgo);
        return Demo.settled(idea.adopt(new Adoption(at, taskId, taskTitle, leadUnitId), Demo.OFFICE));
    }

    private static String id(int number) {
        return Ids.derived("demo-suggestion", String.valueOf(number));
    }
}
