package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The main job from end to end, by people with browsers on the whole platform: a plan becomes tasks, a department works
 * on one, citizens rate, and an idea becomes a task. Each step finds what the step before it left.
 */
@TestMethodOrder(OrderAnnotation.class)
class JourneyTest {

    private static final String URL = Sanhang.shared().url();
    private static final String OFFICE = "13900000001";
    private static final String EDU = "13900000003";
    private static final String CAMPAIGN = "qh-2026h2";
    private static final String TASK = "查供暖";
    private static final Path PLAN = Path.of("src/test/resources/plan.txt");
    private static final Path PICTURE = Sanhang.root().resolve("portal/public/icon.png");

    private static String ideaCode;

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
            clerk.see("10月底");
            correct(clerk);
            for (var open = undecided(clerk); open.count() > 0; open = undecided(clerk)) {
                var before = open.count();
                open.first().click();
                Await.until(java.time.Duration.ofSeconds(10), () -> undecided(clerk).count() < before);
            }
            clerk.see("疑问都处理完了").click("确认，生成任务").click("确认生成").told("已生成");
            clerk.check("desk-import-confirmed");
            clerk.open("/desk/ledger?q=" + TASK).see("供暖").check("desk-ledger");
        }
    }

    private static Locator undecided(Person clerk) {
        return clerk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("按原文保留"));
    }

    private static void correct(Person clerk) {
        clerk.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("修改.*条款.*\\(三\\)1")))
                .first()
                .click();
        clerk.fill("责任单位", "县住房和城乡建设局、县教育和体育局").click("保存").told("已改好");
        clerk.see("责任：县住房和城乡建设局、县教育和体育局");
    }
}
