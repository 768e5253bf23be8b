package io.sanhang.system;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * What a ballot costs on a platform as {@code bin/run} starts it, but with the JVM's own compiler thresholds, as in
 * production, and with real tokens of a campaign of 45 units: issuing them, whole submissions through the gateway (form and
 * ballot), the service alone, the raw driver with the same documents, and tokens that eight use at once at two instances.
 * Started by {@code benchmarks/ballots}; with a number, the campaign gets so many ballots more and is measured again.
 */
final class BallotFigures {

    static final String CAMPAIGN = "figures-2026";
    static final int UNITS = 45;
    static final int CLIENTS = 4;
    private static final int MEASURED = number("SANHANG_MEASURED", 3_000);
    private static final int WARM_UP = number("SANHANG_WARM_UP", 20_000);
    private static final int ROUNDS = 3;
    private static final int CONTESTED = number("SANHANG_CONTESTED", 3_000);

    private static final String USUAL_COMPILER = "-XX:Tier4InvocationThreshold=5000 -XX:Tier4MinInvocationThreshold=600"
            + " -XX:Tier4CompileThreshold=15000 -XX:Tier4BackEdgeThreshold=40000";

    private static final Map<String, String> SETTINGS = Map.of(
            "SANHANG_JAVA_OPTIONS", System.getenv().getOrDefault("SANHANG_JAVA_OPTIONS", "") + " " + USUAL_COMPILER,
            "SANHANG_GATEWAY_LIMITS_CODES_REQUESTS", "10000000",
            "SANHANG_GATEWAY_LIMITS_ADDRESS_REQUESTS", "100000000",
            "SANHANG_IDENTITY_CREDENTIAL_CODESPERCAMPAIGN", "100000");

    private final Sanhang sanhang;
    private final int port;
    private final ConcurrentLinkedQueue<byte[]> ballots = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final BareService bare;

    private BallotFigures(Sanhang sanhang, int port, BareService bare) {
        this.sanhang = sanhang;
        this.port = port;
        this.bare = bare;
    }

    public static void main(String[] args) throws Exception {
        var port = Sanhang.freePort();
        try (var sanhang = Sanhang.start(Sanhang.freshHome(), port, SETTINGS).awaitReady();
                var bare = BareService.start()) {
            var figures = new BallotFigures(sanhang, port, bare);
            openCampaign(sanhang);
            figures.measure(args.length == 0 ? 0 : Integer.parseInt(args[0]));
        }
        System.exit(0);
    }

    private static int number(String setting, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(setting, String.valueOf(otherwise)));
    }

    private void measure(int more) throws Exception {
        var again = more == 0 ? 0 : WARM_UP + ROUNDS * MEASURED;
        issue(WARM_UP + 2 * ROUNDS * MEASURED + CONTESTED + again);
        submissions("warming up", WARM_UP);
        var costs = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            costs.add(submissions("through the gateway", MEASURED));
            var direct = direct();
            System.out.printf(Locale.ROOT, "  service alone / raw driver %.2f%n", direct / raw());
        }
        contested();
        if (more > 0) {
            fill(more);
            submissions("warming up", WARM_UP);
            var later = new ArrayList<Double>();
            for (var round = 0; round < ROUNDS; round++) {
                later.add(submissions("with " + more + " ballots more", MEASURED));
            }
            System.out.printf(
                    Locale.ROOT,
                    "CPU with %d ballots more / before: %.2f (medians)%n",
                    more,
                    median(later) / median(costs));
        }
    }

    private static double median(List<Double> of) {
        return of.stream().sorted().toList().get(of.size() / 2);
    }

    /** A campaign of one category and 45 units that is open at once. */
    static void openCampaign(Sanhang sanhang) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var units = IntStream.rangeClosed(1, UNITS)
                .mapToObj(at -> Map.of("id", "u%02d".formatted(at), "name", "第" + at + "窗口"))
                .toList();
        var wanted = Map.of(
                "id", CAMPAIGN,
                "title", "量一量",
                "issueOpens", now.toString(),
                "issueCloses", now.plus(Duration.ofDays(7)).toString(),
                "opens", now.toString(),
                "closes", now.plus(Duration.ofDays(7)).toString(),
                "units", units,
                "categories", List.of(Map.of("id", "c", "name", "群众", "weight", 100)));
        var office = Api.office(sanhang.url());
        Await.until(Duration.ofMinutes(2), () -> {
            var answer = office.post("/api/evaluation/campaigns", wanted);
            if (answer.status() != 201 && answer.status() != 503) {
                throw new AssertionError(answer.text());
            }
            return answer.status() == 201;
        });
        office.post("/api/evaluation/campaigns/" + CAMPAIGN + "/opening", Map.of())
                .expect(200);
    }

    private void issue(int wanted) {
        var raters = (wanted + UNITS - 1) / UNITS;
        var before = 0.0;
        var begin = 0L;
        for (var at = 0; at < raters; at++) {
            // The first half is the compiler's.
            if (at == raters / 2) {
                before = cpu("identity-service");
                begin = System.nanoTime();
            }
            var rater = Rater.with(Api.nobody(sanhang.url()), CAMPAIGN, "139%08d".formatted(at), "c");
            for (var unit : rater.units()) {
                ballots.add(Api.JSON.writeValueAsBytes(rater.ballot(unit, "q1=5,q2=4,q3=3,q4=5")));
            }
        }
        var counted = raters - raters / 2;
        var each = (cpu("identity-service") - before) / 1000 / counted;
        System.out.printf(
                Locale.ROOT,
                "issued %d times %d tokens: %.1f ms CPU of identity-service a rater (code, session, tokens), %.0f s;"
                        + " %.2f of it is the JDK's private operation%n",
                counted,
                UNITS,
                each,
                (System.nanoTime() - begin) / 1e9,
                UNITS * privateOperationMillis() / each);
    }

    /** CPU of one RSA-2048 signature with the CRT parameters. */
    private static double privateOperationMillis() {
        try {
            var keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.generateKeyPair().getPrivate());
            var threads = ManagementFactory.getThreadMXBean();
            var begin = 0L;
            for (var at = -300; at < 300; at++) {
                if (at == 0) {
                    begin = threads.getCurrentThreadCpuTime();
                }
                signer.update((byte) at);
                signer.sign();
            }
            return (threads.getCurrentThreadCpuTime() - begin) / 1e6 / 300;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path() {
        return "/api/evaluation/campaigns/" + CAMPAIGN;
    }

    /** Form and ballot, as a page does it; microseconds of CPU of each. */
    private double submissions(String what, int count) throws Exception {
        var unit = bare.microsPerRequest();
        var before = shares();
        var run = run(sanhang.url(), count, (wire, ballot) -> {
            wire.get(path());
            return wire.post(path() + "/ballots", ballot);
        });
        var after = shares();
        var cpu = after.values().stream().mapToDouble(each -> each).sum()
                - before.values().stream().mapToDouble(each -> each).sum();
        cpu /= count;
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f submissions/s, p50 %.1f ms, p99 %.1f ms, %.0f µs CPU each = %.0f U of %.1f µs%n",
                what,
                count / run.seconds,
                run.percentile(50),
                run.percentile(99),
                cpu,
                cpu / unit,
                unit);
        after.forEach((name, sum) ->
                System.out.printf(Locale.ROOT, "  %s %.0f µs%n", name, (sum - before.getOrDefault(name, 0.0)) / count));
        return cpu;
    }

    /** Microseconds of CPU by process; the launcher holds store and broker. */
    private Map<String, Double> shares() {
        return Stream.of("identity-service", "evaluation-service", "gateway", "Launcher")
                .collect(Collectors.toMap(
                        name -> name,
                        name -> cpu(name.equals("gateway") ? "gateway.jar" : name),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Ballots a second without the gateway. */
    private double direct() throws Exception {
        var run = run(
                "http://127.0.0.1:" + (port + 10_003),
                MEASURED,
                (wire, ballot) -> wire.post(path() + "/ballots", ballot));
        System.out.printf(
                Locale.ROOT,
                "  service alone: %.0f ballots/s, p99 %.1f ms%n",
                MEASURED / run.seconds,
                run.percentile(99));
        return MEASURED / run.seconds;
    }

    /** Inserts a second of the same documents into the same store, with the same indexes. */
    private double raw() throws Exception {
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + (port + 10_020))) {
            var source = client.getDatabase("sanhang_evaluation-service").getCollection("ballots");
            var documents = new ConcurrentLinkedQueue<>(source.find(new Document("campaign", CAMPAIGN))
                    .limit(MEASURED)
                    .into(new ArrayList<>()));
            var target = client.getDatabase("figures").getCollection("ballots");
            target.drop();
            target.createIndex(Indexes.ascending("waiting"), new IndexOptions().sparse(true));
            target.createIndex(Indexes.ascending("campaign", "index"));
            var begin = System.nanoTime();
            together(() -> {
                for (var next = documents.poll(); next != null; next = documents.poll()) {
                    target.insertOne(next);
                }
            });
            var rate = MEASURED / ((System.nanoTime() - begin) / 1e9);
            System.out.printf(Locale.ROOT, "  raw driver: %.0f inserts/s%n", rate);
            return rate;
        }
    }

    /** Every token is used by eight at once, at two instances; exactly one ballot of each must be kept. */
    private void contested() throws Exception {
        var second = secondInstance();
        try {
            contested(List.of(port + 10_003, port + 10_100));
        } finally {
            second.destroy();
            second.waitFor();
        }
    }

    /** Another evaluation-service with the same settings on the same store. */
    private Process secondInstance() throws Exception {
        var first = processes("evaluation-service").findFirst().orElseThrow();
        var proc = Path.of("/proc", String.valueOf(first.pid()));
        var builder =
                new ProcessBuilder(Files.readString(proc.resolve("cmdline")).split("\0"));
        for (var each : Files.readString(proc.resolve("environ")).split("\0")) {
            builder.environment().put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        builder.environment().put("SERVER_PORT", String.valueOf(port + 10_100));
        builder.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(port + 10_101));
        var process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var health = URI.create("http://127.0.0.1:" + (port + 10_101) + "/actuator/health/readiness");
        Await.until(Duration.ofMinutes(5), () -> {
            try {
                return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == 200;
            } catch (java.io.IOException notYet) {
                return false;
            }
        });
        return process;
    }

    private void contested(List<Integer> ports) throws Exception {
        Await.until(Duration.ofMinutes(1), () -> turnout() == sent.get());
        var before = turnout();
        var refused = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(8);
        var wires = IntStream.range(0, 8)
                .mapToObj(at -> new Wire("http://127.0.0.1:" + ports.get(at % ports.size())))
                .toList();
        for (var at = 0; at < CONTESTED; at++) {
            var ballot = Objects.requireNonNull(ballots.poll());
            var all = pool.invokeAll(wires.stream()
                    .<java.util.concurrent.Callable<Integer>>map(wire -> () -> wire.post(path() + "/ballots", ballot))
                    .toList());
            for (var one : all) {
                refused.addAndGet(one.get() == 202 ? 0 : 1);
            }
        }
        pool.shutdown();
        for (var wire : wires) {
            wire.close();
        }
        Await.until(Duration.ofMinutes(1), () -> turnout() - before >= CONTESTED);
        // One more may still be on its way to the list.
        TimeUnit.SECONDS.sleep(10);
        System.out.printf(
                Locale.ROOT,
                "%d tokens, each used by eight at once at two instances: %d ballots kept, %d answers other than the one"
                        + " receipt%n",
                CONTESTED,
                turnout() - before,
                refused.get());
        sent.addAndGet(CONTESTED);
    }

    private int turnout() {
        return Api.nobody(sanhang.url()).get(path()).expect(200).get("turnout").asInt();
    }

    /** Ballots of nobody, written beside the platform as if they had been sealed. */
    private void fill(int more) {
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + (port + 10_020))) {
            var database = client.getDatabase("sanhang_evaluation-service");
            var collection = database.getCollection("ballots");
            var like = Objects.requireNonNull(
                    collection.find(new Document("campaign", CAMPAIGN)).first());
            var size = Objects.requireNonNull(database.getCollection("log_heads")
                            .find(new Document("_id", CAMPAIGN))
                            .first())
                    .getInteger("size");
            var batches = new ArrayList<Document>();
            var ids = new Random(1);
            // In their order: the tree they make is the same, and it is made in a tenth of the time.
            var sorted =
                    Stream.generate(() -> hex(ids, 32)).limit(more).sorted().toList();
            var begin = System.nanoTime();
            for (var at = 0; at < more; at += 1_000) {
                var from = size + at;
                var start = at;
                collection.insertMany(IntStream.range(0, 1_000)
                        .mapToObj(each -> {
                            var copy = new Document(like);
                            copy.remove("waiting");
                            return copy.append("_id", sorted.get(start + each))
                                    .append("tokenSig", hex(ids, 256))
                                    .append("ballotSig", hex(ids, 64))
                                    .append("index", from + each);
                        })
                        .toList());
                database.getCollection("log_leaves")
                        .insertOne(new Document("_id", CAMPAIGN + ":" + from)
                                .append(
                                        "hashes",
                                        IntStream.range(0, 1_000)
                                                .mapToObj(each -> "%064x".formatted(from + each))
                                                .toList())
                                .append("turn", 0));
                batches.add(new Document("size", from + 1_000).append("at", new Date()));
            }
            database.getCollection("log_heads")
                    .updateOne(
                            new Document("_id", CAMPAIGN),
                            Updates.combine(Updates.set("size", size + more), Updates.pushEach("batches", batches)));
            System.out.printf(Locale.ROOT, "filled in %.0f s%n", (System.nanoTime() - begin) / 1e9);
        }
    }

    private static String hex(Random random, int octets) {
        var bytes = new byte[octets];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private record Run(double seconds, long[] nanos) {
        double percentile(int percent) {
            return nanos[(int) Math.ceil(nanos.length * percent / 100.0) - 1] / 1e6;
        }
    }

    private Run run(String url, int count, BiFunction<Wire, byte[], Integer> submit) throws Exception {
        var nanos = new long[count];
        var next = new AtomicInteger();
        var begin = System.nanoTime();
        together(() -> {
            try (var wire = new Wire(url)) {
                for (var at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                    var ballot = Objects.requireNonNull(ballots.poll());
                    var began = System.nanoTime();
                    var status = submit.apply(wire, ballot);
                    nanos[at] = System.nanoTime() - began;
                    if (status != 202) {
                        throw new AssertionError("a ballot was answered with " + status);
                    }
                    sent.incrementAndGet();
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        var seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(nanos);
        return new Run(seconds, nanos);
    }

    static void together(Runnable work) throws Exception {
        var pool = Executors.newFixedThreadPool(CLIENTS);
        var all = new ArrayList<java.util.concurrent.Future<?>>();
        for (var client = 0; client < CLIENTS; client++) {
            all.add(pool.submit(work));
        }
        for (var one : all) {
            one.get();
        }
        pool.shutdown();
    }

    /** Microseconds of CPU of the platform's processes, or of one of them. */
    private double cpu(String name) {
        return processes(name)
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .collect(Collectors.summingDouble(each -> each.toNanos() / 1000.0));
    }

    private Stream<ProcessHandle> processes(String name) {
        return Stream.concat(
                        Stream.of(sanhang.process().toHandle()),
                        sanhang.process().descendants())
                .filter(process -> process.info().commandLine().orElse("").contains(name));
    }
}
