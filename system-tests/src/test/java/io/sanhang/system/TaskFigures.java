package io.sanhang.system;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * How long an office waits for its lists with 2,000 tasks of 50 units, and with 200,000, on a platform as {@code bin/run}
 * starts it. The tasks are those of the demo county many times over, with other units, days and states. Started by {@code
 * benchmarks/tasks}.
 */
final class TaskFigures {

    private static final int FEW = 2_000;
    private static final int MANY = Integer.getInteger("many", 200_000);
    private static final int UNITS = 50;
    private static final int ASKED = 15;
    private static final int BATCH = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final List<String> STATES = List.of(
            "ASSIGNED", "SIGNED_FOR", "IN_PROGRESS", "IN_PROGRESS", "CLOSE_OUT_APPLIED", "CLOSED", "CLOSED", "CLOSED");

    /** Marks what an account of a department asks for. */
    private static final String OF_DEPARTMENT = "edu:";

    private static final Map<String, String> QUESTIONS = questions();

    private static Map<String, String> questions() {
        var all = new LinkedHashMap<String, String>();
        all.put("to-do list: what waits for the office", "/api/task/tasks?state=close-out-applied&size=20");
        all.put("ledger, first page", "/api/task/tasks?size=20");
        all.put(
                "ledger with unit, state and voyage",
                "/api/task/tasks?unit=u-f07&state=in-progress&voyage=start&size=20");
        all.put("ledger of a unit, overdue", "/api/task/tasks?unit=u-f07&due=overdue&size=20");
        all.put("overview of the county", "/api/task/overview");
        all.put("county view", "/api/task/views/county");
        all.put("a department's to-do list", OF_DEPARTMENT + "/api/task/tasks?state=assigned&size=20");
        all.put("a department's overview", OF_DEPARTMENT + "/api/task/overview");
        return all;
    }

    private TaskFigures() {}

    public static void main(String[] args) throws Exception {
        var port = Sanhang.freePort();
        // Nobody is reminded of tasks that came without the service.
        var settings = Map.of(
                "SANHANG_GATEWAY_LIMITS_ADDRESS_REQUESTS", "100000000",
                "SANHANG_TASK_REMINDERS_FIRST_AFTER", "P1D");
        try (var sanhang = Sanhang.start(Sanhang.freshHome(), port, settings).awaitReady();
                var client = MongoClients.create("mongodb://127.0.0.1:" + (port + 10_020));
                var department = new Person(sanhang.url(), Person.SCREEN)) {
            var tasks = client.getDatabase("sanhang_task-service").getCollection("tasks");
            department.signIn("edu", "13900000003");
            fill(sanhang, tasks, FEW);
            var few = measured(sanhang, department);
            export(sanhang, FEW);
            fill(sanhang, tasks, MANY);
            var many = measured(sanhang, department);
            export(sanhang, MANY);
            QUESTIONS
                    .keySet()
                    .forEach(name -> System.out.printf(
                            Locale.ROOT,
                            "%s: %.1f ms with %d tasks, %.1f ms with %d, ratio %.1f%n",
                            name,
                            few.get(name),
                            FEW,
                            many.get(name),
                            MANY,
                            many.get(name) / few.get(name)));
        }
        System.exit(0);
    }

    private static void fill(Sanhang sanhang, MongoCollection<Document> tasks, int upTo) throws InterruptedException {
        var like = Objects.requireNonNull(
                tasks.find(Filters.and(Filters.eq("state", "IN_PROGRESS"), Filters.exists("duty.dueOn")))
                        .first());
        var random = new Random(2026);
        var begin = System.nanoTime();
        var have = (int) tasks.countDocuments();
        // Written without indexes and indexed at once, as one loads a store; the service's own writes keep them one by
        // one.
        var indexes = tasks.listIndexes().into(new ArrayList<>()).stream()
                .filter(index -> !index.getString("name").equals("_id_"))
                .toList();
        indexes.forEach(index -> tasks.dropIndex(index.getString("name")));
        for (var at = have; at < upTo; at += BATCH) {
            var from = at;
            tasks.insertMany(IntStream.range(from, Math.min(from + BATCH, upTo))
                    .mapToObj(number -> another(like, number, random))
                    .toList());
        }
        tasks.createIndexes(indexes.stream()
                .map(index -> new IndexModel(
                        index.get("key", Document.class),
                        new IndexOptions()
                                .name(index.getString("name"))
                                .sparse(index.getBoolean("sparse", false))
                                .unique(index.getBoolean("unique", false))))
                .toList());
        awaitQuiet(sanhang);
        System.out.printf(
                Locale.ROOT, "%d tasks, filled in %.0f s%n", tasks.countDocuments(), (System.nanoTime() - begin) / 1e9);
    }

    /** The embedded store builds indexes in the background, and looks into none before all are complete. */
    private static void awaitQuiet(Sanhang sanhang) throws InterruptedException {
        var launcher = sanhang.process().toHandle();
        Duration before;
        Duration now = Duration.ZERO;
        do {
            before = now;
            Thread.sleep(LOOK.toMillis());
            now = launcher.info().totalCpuDuration().orElseThrow();
        } while (now.minus(before).compareTo(LOOK.dividedBy(10)) > 0);
    }

    private static Document another(Document like, int number, Random random) {
        var place = random.nextInt(UNITS);
        var unit = place == 0 ? "u-edu" : "u-f%02d".formatted(place);
        var dueOn = LocalDate.now().plusDays(random.nextInt(400) - 200L);
        var duty = new Document(like.get("duty", Document.class))
                .append("title", "第" + number + "项工作")
                .append("voyage", List.of("LEAD", "START", "ESCORT").get(random.nextInt(3)))
                .append("dueOn", Date.from(dueOn.atStartOfDay().toInstant(ZoneOffset.UTC)))
                // What a task of no document is sorted by; the export goes on from it, part by part.
                .append("order", dueOn + "/999999/");
        duty.remove("source");
        var party = List.of(new Document("id", unit).append("name", "单位" + unit));
        var assignment = new Document(like.get("assignment", Document.class))
                .append("leadUnits", party)
                .append("responsibleUnits", List.of())
                .append("unitIds", List.of(unit));
        var copy = new Document(like)
                .append("_id", "figures-" + number)
                .append("state", STATES.get(random.nextInt(STATES.size())))
                .append("duty", duty)
                .append("assignment", assignment);
        copy.remove("outbox");
        copy.remove("outboxLease");
        return copy;
    }

    /** Milliseconds of the middle one of several; the first ones warm up and do not count. */
    private static Map<String, Double> measured(Sanhang sanhang, Person department) {
        var office = Api.office(sanhang.url());
        var found = new LinkedHashMap<String, Double>();
        QUESTIONS.forEach((name, path) -> {
            var nanos = new long[ASKED];
            for (var round = -5; round < ASKED; round++) {
                var begin = System.nanoTime();
                if (path.startsWith(OF_DEPARTMENT)) {
                    department.ask(path.substring(OF_DEPARTMENT.length()));
                } else {
                    office.get(path).expect(200);
                }
                if (round >= 0) {
                    nanos[round] = System.nanoTime() - begin;
                }
            }
            Arrays.sort(nanos);
            found.put(name, nanos[ASKED / 2] / 1e6);
        });
        return found;
    }

    /** Everything there is, as a table; with the memory that launcher and task-service take at most meanwhile. */
    private static void export(Sanhang sanhang, int rows) throws IOException {
        var office = Api.office(sanhang.url());
        var launcher = sanhang.process().toHandle();
        var service = launcher.children()
                .filter(child -> child.info().commandLine().orElse("").contains("task-service.jar"))
                .findFirst()
                .orElseThrow();
        for (var process : List.of(launcher, service)) {
            // From here on the kernel's high-water mark counts anew.
            Files.writeString(status(process, "clear_refs"), "5");
        }
        var begin = System.nanoTime();
        var first = 0L;
        var bytes = 0L;
        try (var table = office.open("/api/task/sheets/export?format=csv")) {
            var part = new byte[8192];
            for (var read = table.read(part); read >= 0; read = table.read(part)) {
                first = first == 0 ? System.nanoTime() : first;
                bytes += read;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "export of %d tasks: first byte after %.1f s, %d KB in %.0f s; launcher at most %s, task-service %s%n",
                rows,
                (first - begin) / 1e9,
                bytes / 1024,
                (System.nanoTime() - begin) / 1e9,
                peak(launcher),
                peak(service));
    }

    private static Path status(ProcessHandle process, String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }

    private static String peak(ProcessHandle process) throws IOException {
        return Files.readAllLines(status(process, "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\D+(\\d+).*", "$1 KB"))
                .findFirst()
                .orElseThrow();
    }
}
