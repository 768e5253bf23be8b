package io.sanhang.task.demo;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.file.Files;
import io.sanhang.task.plan.Circulation;
import io.sanhang.task.plan.PlanImport;
import io.sanhang.task.plan.PlanService;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.PlanTasks;
import io.sanhang.task.task.TaskRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The sample plan, confirmed four weeks ago, and its tasks as they stand since. The import is kept last: as long as it
 * is missing, loading starts over and adds what is not there.
 */
@Component
class DemoTasks implements DemoCounty {

    private static final String PLAN = "qinghe-plan";
    private static final List<String> SIGNED = List.of(
            "u-office",
            "u-env",
            "u-ndrc",
            "u-fin",
            "u-ind",
            "u-nat",
            "u-health",
            "u-hr",
            "u-agri",
            "u-tax",
            "u-t2",
            "u-t3",
            "u-t5");
    private static final String FILE = "/plan/qinghe-plan.txt";

    private final PlanService plans;
    private final TaskRepository tasks;
    private final Files files;
    private final Clock clock;

    DemoTasks(PlanService plans, TaskRepository tasks, Files files, Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public boolean isEmpty() {
        return !plans.has(PLAN);
    }

    @Override
    public void load() {
        var county = new DemoCountyUnits();
        var now = clock.instant();
        var history = new DemoHistory(now, this::evidence);
        var begun = history.at(30, 9);
        var office = DemoHistory.OFFICE;
        var plan = PlanService.confirmedAt(begun, PLAN, "清河县三航行动工作方案.txt", text(), office.name(), "已核对，按文件原文执行。");
        var opened = PlanTasks.openedAt(begun, plan, county.found(), county.units(), county.groups(), office);
        var today = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        new DemoLedger(history, county, today).told(opened).forEach(tasks::open);
        new DemoMatters(history, county, today).told().forEach(tasks::open);
        plans.keep(plan, circulation(plan, county, history));
    }

    /** Sent round on the day of confirmation; most have signed, some townships and bureaus have not. */
    private static Circulation circulation(PlanImport plan, DemoCountyUnits county, DemoHistory history) {
        var sent = Circulation.of(plan, county.found(), county.units(), history.at(30, 9));
        for (var unit : SIGNED) {
            var clerk = new Caller("a-" + unit, county.party(unit).get(0).name() + "经办人", Set.of(), unit, Set.of());
            sent = sent.signedFor(clerk, history.at(29, 10));
        }
        return sent.settled();
    }

    private Evidence evidence(Caller by, String name, String text) {
        var file = files.keep(Ids.derived("demo-file", by.id(), name), name, text.getBytes(StandardCharsets.UTF_8), by);
        return new Evidence(file.id(), file.name(), file.size());
    }

    private static String text() {
        try (var in = Objects.requireNonNull(DemoTasks.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
