package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The main job from end to end, by people with browsers on the whole platform: a plan becomes tasks, a department works
 * on one, citizens rate, and an idea becomes a task. Each step finds what the step before it left.
 */
@ResourceLock(Sanhang.SHARED)
@TestMethodOrder(OrderAnnotation.class)
class JourneyTest {

    private static final String URL = Sanhang.shared().url();
    private static final String OFFICE = "13900000001";
    private static final String EDU = "13900000003";
    private static final String CAMPAIGN = "qh-2026h2";
    private static final String BALLOTS = "/api/evaluation/campaigns/" + CAMPAIGN + "/ballots";
    private static final String TASK = "对全县中小学供暖设备检查一遍";
    private static final String IDEA = "学校门口要有斑马线";
    private static final String IDEA_PHONE = "13800138009";
    private static final Path PLAN = Path.of("src/test/resources/plan.txt");

    @AfterAll
    static void end() {
        Person.endBrowser();
    }

    @Test
    @Order(1)
    void an_office_clerk_makes_tasks_of_a_plan() {
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("office", OFFICE).see("督查").check("desk-todo-office");
            clerk.open("/desk/imports").see("上传一份方案");
            clerk.page.getByLabel("方案文件").setInputFiles(PLAN);
            clerk.click("上传").await("**/imports/*").see("清政办发〔2026〕21号").check("desk-import");
            // The importer must have seen that October ended before the plan was issued.
            clerk.see("早于发文日期");
            clerk.press("修改.*条款 二\\(三\\)1");
            clerk.fill("责任单位", "县住房和城乡建设局、县教育和体育局").click("保存").told("已改好");
            clerk.see("责任：县住房和城乡建设局、县教育和体育局");
            clerk.decideAll().click("确认，生成任务").click("确认生成").told("已生成 4 项任务").check("desk-import-confirmed");
            clerk.open("/desk/ledger?q=供暖").see("共 3 项").check("desk-ledger");
        }
    }

    @Test
    @Order(2)
    void a_department_signs_works_asks_for_help_and_applies_for_close_out() {
        try (var clerk = new Person(URL, Person.PHONE)) {
            clerk.signIn("edu", EDU).follow(TASK).see("12月20日");
            clerk.click("签收").told("已签收");
            clerk.click("报告进展").fill("做了什么、到什么程度", "六所学校的锅炉已经检查。").fill("完成比例 %（可以不填）", "40");
            clerk.evidence().click("确定报告进展").told("进展已报告").see("六所学校的锅炉已经检查");
            clerk.click("反映困难").fill("什么困难，需要谁帮忙", "两台锅炉超期，请住建局派人检测。");
            clerk.click("确定反映困难").told("困难已反映").check("desk-task");
            clerk.click("申请延期").fill("延到哪一天", "2027-01-08").fill("为什么要延期", "检测要排队。");
            clerk.click("确定申请延期").told("已申请延期");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("office", OFFICE).see("等您审批延期").see("等您答复困难").follow(TASK);
            clerk.click("答复困难").fill("怎么解决", "住建局周三派人。").click("确定答复困难").told("困难已答复");
            clerk.click("同意延期").see("检测要排队").click("确定同意延期").told("已同意延期").see("2027-01-08");
            clerk.click("暂停").fill("暂停原因", "大雪封路。").click("确定暂停").told("已暂停").see("已暂停，不计时");
            clerk.click("恢复").told("已恢复").check("desk-task-supervised");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("edu", EDU).open("/desk/ledger?q=" + TASK).follow(TASK).see("住建局周三派人");
            applyForCloseOut(clerk, "全部检查完毕，台账见附件。");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("office", OFFICE).see("等您审核销号").follow(TASK).see("全部检查完毕");
            clerk.click("退回").fill("退回原因", "台账缺两所学校。").click("确定退回").told("已退回");
            clerk.check("desk-task-returned");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("edu", EDU).open("/desk/inbox").see("台账缺两所学校").check("desk-inbox");
            clerk.open("/desk/ledger?q=" + TASK).follow(TASK).see("台账缺两所学校");
            applyForCloseOut(clerk, "两所学校已经补上。");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("office", OFFICE).open("/desk/ledger?q=" + TASK).follow(TASK);
            clerk.click("批准销号").click("确定批准销号").told("已销号").see("两所学校已经补上").check("desk-task-closed");
            clerk.open("/desk/overview").check("desk-overview");
        }
    }

    @Test
    @Order(3)
    void citizens_rate_unseen_and_find_their_ballots_in_the_published_result() {
        try (var citizen = new Person(URL, Person.PHONE);
                var clerk = new Person(URL, Person.SCREEN)) {
            rate(citizen);
            others();
            clerk.signIn("office", OFFICE).open("/desk/campaigns").follow("下半年").see("收到的票");
            move(clerk, "结束评价", "评价已结束");
            move(clerk, "公布结果", "结果已公布");
            clerk.check("desk-campaign-published");

            citizen.open("/result")
                    .follow("下半年")
                    .see("县教育和体育局")
                    .see("群众 12 票")
                    .see("企业 11 票")
                    .see("和上一次比")
                    .check("result");
            citizen.open("/verify/" + CAMPAIGN).see("票册核对通过").see("在票册里").check("verify");
            citizen.open("/result/" + CAMPAIGN)
                    .follow("自己重算一遍")
                    .click("开始重算")
                    .see("重算和公布的一致")
                    .check("recount");
        }
        // And so says somebody outside, on a machine of their own; also of the demo's past campaign.
        assertThat(verified(CAMPAIGN)).contains("通过").doesNotContain("✘");
        assertThat(verified("qh-2026h1")).contains("通过").doesNotContain("✘");
    }

    private static String verified(String campaign) {
        try {
            var command = new ProcessBuilder(
                            Sanhang.root().resolve("bin/verify-campaign").toString(), URL + "/result/" + campaign)
                    .redirectErrorStream(true)
                    .start();
            return new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rate(Person citizen) {
        citizen.open("/")
                .check("home")
                .open("/rate")
                .follow("去评价.*下半年")
                .follow("开始")
                .see("您的手机号")
                .check("rate-phone");
        var since = Instant.now().minusMillis(1);
        citizen.fill("手机号", "138 0013 8000").click("发验证码").await("**/code").check("rate-code");
        citizen.fill("短信验证码", Api.nobody(URL).code("13800138000", since))
                .click("下一步")
                .await("**/category");
        citizen.choose("群众").click("领评价票").await("**/tokens").see("恢复码").check("rate-tokens");
        citizen.follow("选择要评的部门").check("rate-units").follow("县教育和体育局").see("评价县教育和体育局");
        for (var answer : List.of("服务态度=非常满意", "办事效率=满意", "依法公正=不了解", "担当作为=基本满意")) {
            citizen.answer(answer.split("=")[0], answer.split("=")[1]);
        }
        citizen.fill("想说的话（可以不写）", "窗口态度好，排队久。").check("rate-unit");
        citizen.click("提交评价").await("**/done").check("rate-done");
    }

    /** Eleven more of each kind, from other devices: below ten of a kind nothing is published. */
    private static void others() {
        for (var number = 10; number < 32; number++) {
            var category = number % 2 == 0 ? "c" : "e";
            var rater = Rater.with(Api.nobody(URL), CAMPAIGN, "138001390" + number, category);
            var ballot = rater.ballot("u-edu", "q1=4,q2=" + number % 6 + ",q3=5,q4=3");
            var first = Api.nobody(URL).post(BALLOTS, ballot).expect(202);
            // Sent again, as after a lost answer: the same ballot, counted once.
            var again = Api.nobody(URL).post(BALLOTS, ballot);
            assertThat(again.json().get("leafHash")).isEqualTo(first.get("leafHash"));
            assertThat(Api.nobody(URL)
                            .post(BALLOTS, rater.ballot("u-edu", "q1=1,q2=1,q3=1,q4=1"))
                            .status())
                    .isEqualTo(409);
        }
    }

    private static void move(Person clerk, String button, String done) {
        clerk.click(button).click("确定" + button).told(done);
    }

    @Test
    @Order(4)
    void an_idea_is_answered_rated_and_becomes_a_task() {
        var code = idea();
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("office", OFFICE).open("/desk/ideas").follow(IDEA);
            clerk.click("受理转办").click("确定受理转办").told("已转办");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("edu", EDU).open("/desk/ideas").follow(IDEA);
            clerk.click("答复").fill("答复内容（提意见的人会看到）", "已经联系交警，下周在校门口画斑马线。");
            clerk.click("确定答复").told("已答复").check("desk-idea-answered");
        }
        try (var citizen = new Person(URL, Person.PHONE)) {
            citizen.open("/query")
                    .fill("查询码", code)
                    .click("查询")
                    .see("下周在校门口画斑马线")
                    .check("query-view");
            citizen.follow("评价答复").choose("满意").click("提交").see("您给答复的评价");
        }
        try (var clerk = new Person(URL, Person.SCREEN)) {
            clerk.signIn("office", OFFICE).open("/desk/ideas").follow(IDEA);
            clerk.click("采纳为金点子").click("确定采纳为金点子").told("已采纳").check("desk-idea-adopted");
            clerk.open("/desk/ledger?q=" + IDEA).follow(IDEA).see("金点子").check("desk-task-of-idea");
        }
        try (var citizen = new Person(URL, Person.PHONE)) {
            citizen.open("/query")
                    .fill("查询码", code)
                    .click("查询")
                    .see(IDEA)
                    .see("采纳")
                    .check("query-adopted");
        }
    }

    private static String idea() {
        try (var citizen = new Person(URL, Person.PHONE)) {
            citizen.open("/idea").choose("建议").choose("群众").click("下一步").await("**/idea/text");
            citizen.fill("标题", IDEA).fill("详细情况", "实验小学门口车多，没有斑马线，孩子过马路危险。").click("下一步");
            citizen.await("**/idea/contact").page.getByLabel("该哪个部门管").selectOption("u-edu");
            citizen.fill("手机号（可以不填）", IDEA_PHONE)
                    .choose("同意公开")
                    .click("下一步")
                    .await("**/idea/check")
                    .check("idea-check");
            citizen.click("提交").await("**/idea/done").check("idea-done");
            return citizen.page.locator(".big.mono").innerText();
        }
    }

    @Test
    @Order(5)
    void each_step_told_the_people_concerned() {
        var told = Api.nobody(URL)
                .get("/api/notification/mailbox?size=200")
                .expect(200)
                .get("items");
        var texts = StreamSupport.stream(told.spliterator(), false)
                .map(each -> each.get("to").asString() + " " + each.get("text").asString())
                .toList();
        assertThat(texts).anyMatch(text -> text.startsWith(EDU) && text.contains("退回"));
        assertThat(texts).anyMatch(text -> text.startsWith(IDEA_PHONE) && text.contains("答复"));
        try (var citizen = new Person(URL, Person.PHONE)) {
            citizen.open("/mailbox").see("验证码").check("mailbox");
        }
    }

    private static void applyForCloseOut(Person clerk, String statement) {
        clerk.click("申请销号").fill("完成情况", statement);
        clerk.evidence().click("确定申请销号").told("已申请销号");
    }
}
