package io.sanhang.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a start costs on a built tree with an empty store: wall and CPU time until {@code GET /api/health} is 200, wall
 * time until the first ballot is accepted through the gateway, and resident memory after some load. Started by
 * {@code benchmarks/start}.
 */
final class StartFigures {

    private static final String CAMPAIGN = "qh-2026h2";
    private static final int ROUNDS = 3;
    private static final int REQUESTS = 3_000;

    private StartFigures() {}

    public static void main(String[] args) throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var begin = System.nanoTime();
            try (var sanhang = Sanhang.start(Sanhang.freshHome(), Sanhang.freePort(), Map.of())) {
                Await.until(Duration.ofMinutes(3), () -> healthy(sanhang.url()));
                var healthy = seconds(begin);
                var cpu = cpu(sanhang);
                var rater = Await.value(Duration.ofMinutes(1), () -> rater(sanhang.url()));
                rater.cast("u-edu", "q1=5,q2=4,q3=4,q4=5");
                var ballot = seconds(begin);
                sanhang.awaitReady();
                load(sanhang.url());
                System.out.printf(
                        Locale.ROOT,
                        "healthy after %.1f s and %.1f s CPU, first ballot after %.1f s, %.2f GB resident after load%n",
                        healthy,
                        cpu,
                        ballot,
                        resident(sanhang) / 1e9);
            }
        }
        System.exit(0);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static boolean healthy(String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + "/api/health"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Null until the demo county's campaign is open. */
    private static Rater rater(String url) {
        var api = Api.nobody(url);
        return api.get("/api/evaluation/campaigns/" + CAMPAIGN).status() == 200
                ? Rater.with(api, CAMPAIGN, "13800138000", "c")
                : null;
    }

    private static Stream<ProcessHandle> processes(Sanhang sanhang) {
        return Stream.concat(
                Stream.of(sanhang.process().toHandle()), sanhang.process().descendants());
    }

    private static double cpu(Sanhang sanhang) {
        return processes(sanhang)
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToDouble(Duration::toMillis)
                        .sum()
                / 1000;
    }

    private static void load(String url) {
        var office = Api.office(url);
        for (var at = 0; at < REQUESTS; at++) {
            office.get(
                            at % 3 == 0
                                    ? "/api/task/tasks?size=50"
                                    : at % 3 == 1 ? "/api/feedback/suggestions" : "/api/evaluation/campaigns")
                    .expect(200);
        }
    }

    /** Bytes, with shared pages divided among those who share them. */
    private static double resident(Sanhang sanhang) {
        return processes(sanhang)
                .mapToDouble(process -> {
                    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup"))) {
                        return lines.filter(line -> line.startsWith("Pss:"))
                                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                                .sum();
                    } catch (IOException e) {
                        return 0;
                    }
                })
                .sum();
    }
}
