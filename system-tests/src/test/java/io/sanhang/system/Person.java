package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody with a browser of her own. A script error, refused content, an accessibility fault or a page that scrolls
 * sideways is a failure wherever it comes up.
 */
final class Person implements AutoCloseable {

    static final int PHONE = 390;
    static final int SCREEN = 1366;
    private static final Path SHOTS = Path.of("target/shots").toAbsolutePath();
    private static final String AXE = read(Sanhang.root().resolve("portal/node_modules/axe-core/axe.min.js"));

    private static Playwright playwright;
    private static Browser browser;

    private final String url;
    private final int width;
    private final BrowserContext context;
    private final List<String> faults = new ArrayList<>();
    final Page page;

    Person(String url, int width) {
        this.url = url;
        this.width = width;
        context = browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width == PHONE ? 844 : 768)
                        .setHasTouch(width == PHONE)
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai"));
        page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onPageError(error -> faults.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                faults.add("console: " + message.text());
            }
        });
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            var chromium = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of(chromium))
                            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
        }
        return browser;
    }

    static synchronized void endBrowser() {
        if (browser != null) {
            browser.close();
            playwright.close();
            browser = null;
        }
    }

    Person open(String path) {
        page.navigate(url + path);
        return this;
    }

    /** Signs in at the desk with the demo account's password and the code from the mailbox. */
    Person signIn(String account, String phone) {
        return signIn(account, account, phone);
    }

    Person signIn(String account, String password, String phone) {
        open("/desk/");
        page.waitForURL("**/desk/sign-in*");
        page.getByLabel("账号").fill(account);
        page.getByLabel("密码").fill(password);
        var since = Instant.now().minusMillis(1);
        click("下一步");
        page.getByLabel("短信验证码").waitFor();
        page.getByLabel("短信验证码").fill(Api.nobody(url).code(phone, since));
        click("登录");
        page.waitForURL(Pattern.compile(".*/desk/(password)?$"));
        return this;
    }

    /** What a page would fetch, with this person's session. */
    void ask(String path) {
        var answer = page.request().get(url + path);
        assertThat(answer.status()).as(path).isEqualTo(200);
    }

    Person click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
        return this;
    }

    /** Presses the first button whose whole name, as a reader hears it, matches. */
    Person press(String pattern) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)))
                .first()
                .click();
        return this;
    }

    Person follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(link)))
                .first()
                .click();
        return this;
    }

    Person fill(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
        return this;
    }

    Person see(String text) {
        page.getByText(text).first().waitFor();
        return this;
    }

    /** The short word that a done step leaves at the edge of the page. */
    Person told(String text) {
        page.locator(".toast", new Page.LocatorOptions().setHasText(text))
                .first()
                .waitFor();
        return this;
    }

    Person await(String urlPattern) {
        page.waitForURL(urlPattern);
        return this;
    }

    /** Takes a radio button or a box by its words. */
    Person choose(String label) {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + label)))
                .first()
                .check(new Locator.CheckOptions().setForce(true));
        return this;
    }

    /** Takes one entry of a list that opens under its label. */
    Person pick(String label, String entry) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first()
                .click();
        return choosing(entry);
    }

    /** Takes one entry of the list that is open; the one before it may still be fading. */
    Person choosing(String entry) {
        page.locator(".el-popper:not([class*=leave]) .el-select-dropdown__item:visible")
                .getByText(entry, new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        return this;
    }

    /** Decides everything that the reader of a plan asks, as it stands there. */
    Person decideAll() {
        var undecided = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("按原文保留"));
        for (var left = undecided.count(); left > 0; left = undecided.count()) {
            var before = left;
            undecided.first().click();
            Await.until(Duration.ofSeconds(10), () -> undecided.count() < before);
        }
        return see("疑问都处理完了");
    }

    /** Adds a file to the open form and waits until it is there. */
    Person evidence() {
        page.getByLabel("佐证材料").setInputFiles(Path.of("src/test/resources/plan.txt"));
        page.locator("form").getByText("plan.txt").waitFor();
        return this;
    }

    /** Takes one radio button of a named group. */
    Person answer(String group, String label) {
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(group))
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + label)))
                .check(new Locator.CheckOptions().setForce(true));
        return this;
    }

    /** What every page must satisfy, whatever it shows; leaves a picture in {@code target/shots}. */
    Person check(String name) {
        // Something that fades in or out has no colours of its own yet.
        page.waitForFunction("""
                () => document.querySelector('h1')
                  && !/正在打开|正在读取/.test(document.body.innerText)
                  && document.getAnimations().every((one) => one.playState !== 'running'
                    || one.effect.getComputedTiming().endTime === Infinity)""");
        shot(name);
        page.evaluate(AXE);
        var found = page.evaluate("""
                async () => {
                  const { violations } = await window.axe.run(document,
                    { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                  return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | '))
                }""");
        assertThat((List<?>) found).as("accessibility of %s", name).isEmpty();
        var over = (Number) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
        assertThat(over.intValue()).as("%s scrolls sideways", name).isNotPositive();
        assertThat(faults).as("faults on %s", name).isEmpty();
        return this;
    }

    void shot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + "-" + width + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
