package io.sanhang.system;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * How long an old phone on a slow network waits, in Chromium with a slowed CPU and network, on a platform as
 * {@code bin/run} starts it: taking 45 tokens, and until a page can be used. Started by {@code benchmarks/phone}.
 */
final class PhoneFigures {

    private static final int ROUNDS = 3;
    private static final int CPU = 6;

    /** WebPageTest's slow 3G: milliseconds a request, and octets a second either way. */
    private static final int LATENCY = 400;

    private static final int OCTETS = 400_000 / 8;

    private final Sanhang sanhang;

    private PhoneFigures(Sanhang sanhang) {
        this.sanhang = sanhang;
    }

    public static void main(String[] args) {
        try (var sanhang =
                Sanhang.start(Sanhang.freshHome(), Sanhang.freePort(), Map.of()).awaitReady()) {
            BallotFigures.openCampaign(sanhang);
            for (var round = 0; round < ROUNDS; round++) {
                new PhoneFigures(sanhang).measure("1390000%04d".formatted(round));
            }
        } finally {
            Person.endBrowser();
        }
        System.exit(0);
    }

    private void measure(String number) {
        try (var rater = new Person(sanhang.url(), Person.PHONE)) {
            rater.page.setDefaultTimeout(60_000);
            var device = rater.page.context().newCDPSession(rater.page);
            device.send("Network.enable");
            var rate = "/rate/" + BallotFigures.CAMPAIGN;

            slow(device, 1, true);
            took("slow 3G: first page of the rating, nothing kept", rater, rate, "text=开始");
            slow(device, 1, false);
            toCategories(rater, number);

            slow(device, CPU, false);
            var begin = System.nanoTime();
            rater.click("领评价票").await("**/tokens");
            said(BallotFigures.UNITS + " tokens at CPU/" + CPU + ", asked for, signed and checked", begin);

            for (var cpu : new int[] {1, CPU}) {
                slow(device, cpu, true);
                device.send("Network.clearBrowserCache");
                var words = "slow 3G, CPU/" + cpu + ": form of a unit, ";
                took(words + "nothing kept but the tokens", rater, rate + "/units/u01", "input[type=radio]");
                took(words + "again", rater, rate + "/units/u02", "input[type=radio]");
            }
        }
    }

    private void toCategories(Person rater, String number) {
        rater.follow("^开始").fill("手机号", number);
        var since = Instant.now().minusMillis(1);
        rater.click("发验证码").await("**/code");
        rater.fill("短信验证码", Api.nobody(sanhang.url()).code(number, since))
                .click("下一步")
                .await("**/category")
                .choose("群众");
    }

    private static void took(String what, Person rater, String path, String usable) {
        var begin = System.nanoTime();
        rater.open(path).page.locator(usable).first().waitFor();
        said(what, begin);
    }

    private static void said(String what, long begin) {
        System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, (System.nanoTime() - begin) / 1e9);
    }

    private static void slow(CDPSession device, int cpu, boolean network) {
        var times = new JsonObject();
        times.addProperty("rate", cpu);
        device.send("Emulation.setCPUThrottlingRate", times);
        var line = new JsonObject();
        line.addProperty("offline", false);
        line.addProperty("latency", network ? LATENCY : 0);
        line.addProperty("downloadThroughput", network ? OCTETS : -1);
        line.addProperty("uploadThroughput", network ? OCTETS : -1);
        device.send("Network.emulateNetworkConditions", line);
    }
}
