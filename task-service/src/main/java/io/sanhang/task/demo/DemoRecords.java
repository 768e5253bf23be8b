package io.sanhang.task.demo;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.activity.Activity;
import io.sanhang.task.activity.ActivityRepository;
import io.sanhang.task.activity.ActivityTypes;
import io.sanhang.task.activity.Content;
import io.sanhang.task.activity.Content.Decision;
import io.sanhang.task.activity.Content.Entry;
import io.sanhang.task.activity.Content.Value;
import io.sanhang.task.activity.Period;
import io.sanhang.task.digest.Bulletin;
import io.sanhang.task.digest.BulletinRepository;
import io.sanhang.task.digest.BulletinService;
import io.sanhang.task.digest.Figures;
import io.sanhang.task.roster.RosterService;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Assignment;
import io.sanhang.task.task.Duty;
import io.sanhang.task.task.Origin;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.Task;
import io.sanhang.task.task.TaskFact;
import io.sanhang.task.task.TaskFacts;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.TaskRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Some weeks of meetings, dispatches, visits and reports, the roster, last quarter's bulletin and a draft of this one.
 * The draft is kept last: as long as it is missing, loading starts over and adds what is not there.
 */
@Component
class DemoRecords implements DemoCounty {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Caller SECOND = new Caller("a-office-2", "县政府办公室主任", Set.of("OFFICE"), "u-office", Set.of());

    private final DemoTasks tasksFirst;
    private final ActivityRepository activities;
    private final ActivityTypes types;
    private final TaskRepository tasks;
    private final TaskFacts facts;
    private final RosterService roster;
    private final BulletinService bulletins;
    private final BulletinRepository kept;
    private final Clock clock;

    DemoRecords(
            DemoTasks tasksFirst,
            ActivityRepository activities,
            ActivityTypes types,
            TaskRepository tasks,
            TaskFacts facts,
            RosterService roster,
            BulletinService bulletins,
            BulletinRepository kept,
            Clock clock) {
        this.tasksFirst = tasksFirst;
        this.activities = activities;
        this.types = types;
        this.tasks = tasks;
        this.facts = facts;
        this.roster = roster;
        this.bulletins = bulletins;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public boolean isEmpty() {
        return kept.find(BulletinService.idOf(quarter())).isEmpty();
    }

    @Override
    public void load() {
        if (tasksFirst.isEmpty()) {
            tasksFirst.load();
        }
        var county = new DemoCountyUnits();
        var told = new Told(county, new DemoHistory(clock.instant(), (by, name, text) -> {
            throw new IllegalStateException("No evidence is shown");
        }));
        told.meetings();
        told.tasksAndUnits();
        told.visits();
        told.bulletins();
    }

    private Period quarter() {
        return Period.Length.QUARTER.of(LocalDate.now(clock));
    }

    /** Writes all of it, each thing under an id of its own. */
    private final class Told {

        private final DemoCountyUnits county;
        private final DemoHistory history;

        Told(DemoCountyUnits county, DemoHistory history) {
            this.county = county;
            this.history = history;
        }

        void meetings() {
            var land = decision("1", "一个月内补齐救护通道用地手续，倒排时间报专班。", "u-nat", 20);
            var share = decision("2", "教体局、卫健局每周五前交换一次学生健康数据。", "u-edu", 12);
            var id = write(
                    "coordination-meeting",
                    "u-health",
                    "县医院迁建项目用地协调会",
                    13,
                    List.of(),
                    List.of(land, share),
                    words("chair", "副县长（分管社会民生）"),
                    units("units", "u-health", "u-nat", "u-house"),
                    words("problems", "项目北侧配套道路没有列入今年用地计划，救护通道不能施工。"));
            becomesTask(id, land, "县医院迁建项目用地协调会");
            write(
                    "progress-meeting",
                    "u-office",
                    "三航行动第二次推进会",
                    18,
                    List.of(),
                    List.of(decision("1", "没有报送落实意见的单位，本月底前补报。", null, 0)),
                    words("chair", "常务副县长"),
                    words("present", "领导小组成员单位主要负责人", "各乡（镇）长"),
                    words("problems", "部分单位任务分解不细，进展报送不及时。"));
            write(
                    "on-site-meeting",
                    "u-park",
                    "开发区供热管网现场办公会",
                    9,
                    List.of(),
                    List.of(decision("1", "入冬供热前完成开发区二号路管网改造。", "u-house", 16)),
                    words("place", "开发区二号路施工现场"),
                    words("chair", "县委常委"),
                    units("units", "u-park", "u-house"),
                    words("problems", "两家企业反映冬季蒸汽压力不足，影响生产。"));
            write(
                    "leading-group-decision",
                    "u-office",
                    "领导小组第三次会议",
                    6,
                    List.of(),
                    List.of(
                            decision("1", "建立企业诉求月清零制度，每月通报一次办结情况。", "u-env", 25),
                            decision("2", "对全县规上企业开展一次全覆盖走访，年底前完成。", "u-ind", 35)),
                    words("chair", "领导小组组长"),
                    words("minutes", "清三航纪〔%d〕3号".formatted(LocalDate.now(clock).getYear())),
                    words("summary", "听取前一阶段工作情况，研究下一步安排。"));
        }

        void tasksAndUnits() {
            facts.ofKind(TaskKind.KEY_PROJECT, DemoHistory.OFFICE).stream()
                    .limit(1)
                    .forEach(this::dispatch);
            facts.closed(history.at(120, 0), clock.instant(), DemoHistory.OFFICE).stream()
                    .filter(task -> task.leadIds().contains("u-market"))
                    .limit(1)
                    .forEach(this::report);
            write(
                    "implementation-opinion",
                    "u-edu",
                    "县教育和体育局三航行动落实意见",
                    22,
                    List.of(),
                    List.of(),
                    words("what", "承担业务讲堂、教师作风建设等任务。"),
                    words("duty", "局长负总责，分管副局长牵头，人事科、督导室具体承办。"),
                    words("measures", "每月一次讲堂，每季度一次测试，每学期一次家长评议。"),
                    words("deadline", LocalDate.now(clock).plusDays(60).toString()));
            agenda("u-edu", "研究三航行动任务分工", 21, "明确每项任务的分管领导、承办科室和完成时间。");
            agenda("u-health", "研究门诊服务改进", 14, "窗口实行首问负责，月底前公布服务承诺。");
        }

        private void agenda(String unit, String title, int daysAgo, String result) {
            write(
                    "agenda-item",
                    unit,
                    title,
                    daysAgo,
                    List.of(),
                    List.of(),
                    words("meeting", "党组（党委）会"),
                    words("chair", "党组书记、局长"),
                    words("result", result));
        }

        private void dispatch(TaskFact project) {
            var lastMonth = LocalDate.now(clock).withDayOfMonth(1).minusDays(1);
            var daysAgo = (int) (LocalDate.now(clock).toEpochDay() - lastMonth.toEpochDay()) + 3;
            write(
                    "dispatch",
                    Objects.requireNonNull(project.leadUnits().get(0).id()),
                    types.get("dispatch").name() + "：" + project.title(),
                    daysAgo,
                    List.of(project),
                    List.of(),
                    new Entry("project", List.of(new Value(project.id(), project.title()))),
                    words("chair", "包保领导"),
                    words("progress", "门诊楼封顶，住院楼施工到四层。"),
                    words("problems", "北侧道路用地指标没有落实。"),
                    words("next", "住院楼封顶，同步开展设备招标。"));
        }

        private void report(TaskFact task) {
            write(
                    "result-report",
                    "u-market",
                    types.get("result-report").name() + "：" + task.title(),
                    2,
                    List.of(task),
                    List.of(),
                    new Entry("task", List.of(new Value(task.id(), task.title()))),
                    words("results", "按期完成，商户和群众反映较好。"),
                    words("shortcomings", "前期核对不够细，两户重复登记后才更正。"),
                    words("improvements", "建立逐户台账，公示前由两人复核。"));
        }

        void visits() {
            var lines = text("/demo/enterprises.csv");
            var ids = county.units().entrySet().stream()
                    .collect(Collectors.toMap(unit -> unit.getValue().name(), Map.Entry::getKey));
            roster.take(lines, ids, DemoHistory.OFFICE);
            var heard =
                    List.of("订单稳定，缺熟练工十余人，希望组织专场招聘。", "扩建厂房用地手续办理慢，请求专人代办。", "流动资金紧张，想了解贴息贷款政策。", "用电增容申请已受理，希望加快。");
            var rows = lines.lines().skip(1).map(line -> line.split(",")).toList();
            for (var at = 0; at < 8; at++) {
                visit(rows.get(at), 3 * at + 2, heard.get(at % heard.size()));
            }
        }

        private void visit(String[] row, int daysAgo, String heard) {
            var enterprise = RosterService.idOf(row[1]);
            var unit = county.units().entrySet().stream()
                    .filter(each -> each.getValue().name().equals(row[4]))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            write(
                    "enterprise-visit",
                    unit,
                    types.get("enterprise-visit").name() + "：" + row[0],
                    daysAgo,
                    List.of(),
                    List.of(),
                    new Entry("enterprise", List.of(new Value(enterprise, row[0]))),
                    words("visitors", "分管负责人", "首席服务员"),
                    words("heard", heard));
        }

        void bulletins() {
            var last = quarter().before();
            var then = quarter().from().plusDays(7).atTime(9, 30).atZone(ZONE).toInstant();
            var at = then.isBefore(clock.instant()) ? then : clock.instant();
            var now = bulletins.figures(last);
            var figures =
                    new Figures(at, now.all(), now.legacy(), now.voyages(), now.groups(), now.units(), now.projects());
            var words = BulletinService.words(last);
            var number = "清督通〔%d〕%s号".formatted(last.to().getYear(), last.code().substring(5));
            var full = new Bulletin.Words(
                    words.title(), number, words.opening(), "一些单位签收后长时间没有报告进展；个别任务佐证材料不全，被退回补充。", words.next());
            kept.insertNew(Bulletin.draft(
                            BulletinService.idOf(last), last.code(), full, figures, act(DemoHistory.OFFICE, "b-1", at))
                    .submit(act(DemoHistory.OFFICE, "b-2", at))
                    .issue(act(SECOND, "b-3", at)));
            var draft = act(DemoHistory.OFFICE, "b-4", history.at(1, 15));
            kept.insertNew(Bulletin.draft(
                    BulletinService.idOf(quarter()),
                    quarter().code(),
                    BulletinService.words(quarter()),
                    bulletins.figures(quarter()),
                    draft));
        }

        /** The first decision of a meeting is a task already. */
        private void becomesTask(String recordId, Decision decision, String from) {
            var origin = new Origin("activity", recordId + "/" + decision.id());
            var id = Ids.derived("task-for", origin.kind(), origin.id());
            var duty = Duty.of(decision.text(), decision.text() + "\n\n由" + from + "议定。", TaskKind.ROUTINE)
                    .due(decision.dueOn())
                    .because(origin);
            var unit = Objects.requireNonNull(decision.unit());
            var who = Assignment.of(List.of(unit), List.of())
                    .answeredBy(DemoCountyUnits.headPost(String.valueOf(unit.id())));
            tasks.open(Task.open(id, duty, who, act(DemoHistory.OFFICE, "decided", history.at(12, 10))));
        }

        private String write(
                String type,
                String unit,
                String title,
                int daysAgo,
                List<TaskFact> about,
                List<Decision> decisions,
                Entry... entries) {
            var id = Ids.derived("demo-record", type, unit, title);
            var at = history.at(daysAgo, 10);
            // Of the meeting whose first decision is a task already, the record says so.
            var said = decisions.stream()
                    .map(each -> each.text().contains("救护通道")
                            ? new Decision(
                                    each.id(),
                                    each.text(),
                                    each.unit(),
                                    each.dueOn(),
                                    Ids.derived("task-for", "activity", id + "/" + each.id()))
                            : each)
                    .toList();
            var content = new Content(title, LocalDate.ofInstant(at, ZONE), List.of(entries), said, List.of());
            var seenBy = Stream.of(
                            Stream.of(unit),
                            Stream.of(entries)
                                    .filter(entry -> entry.field().equals("units"))
                                    .flatMap(entry -> entry.values().stream())
                                    .map(value -> String.valueOf(value.id())),
                            decisions.stream()
                                    .map(Decision::unit)
                                    .filter(Objects::nonNull)
                                    .map(decided -> String.valueOf(decided.id())),
                            about.stream().flatMap(task -> task.unitIds().stream()))
                    .flatMap(ids -> ids)
                    .distinct()
                    .toList();
            var subjects = Stream.of(entries)
                    .filter(entry -> Set.of("project", "task", "enterprise").contains(entry.field()))
                    .flatMap(entry -> entry.values().stream())
                    .map(value -> String.valueOf(value.id()))
                    .toList();
            var by = DemoHistory.CLERKS.getOrDefault(unit, DemoHistory.OFFICE);
            activities.insertNew(Activity.write(
                    id,
                    types.get(type),
                    county.party(unit).get(0),
                    content,
                    new Activity.Concerns(subjects, seenBy),
                    act(by, id, at)));
            return id;
        }

        private Decision decision(String id, String text, @Nullable String unit, int dueInDays) {
            return new Decision(
                    id,
                    text,
                    unit == null ? null : county.party(unit).get(0),
                    unit == null ? null : LocalDate.now(clock).plusDays(dueInDays),
                    null);
        }

        private Entry units(String field, String... ids) {
            return new Entry(
                    field,
                    Stream.of(ids)
                            .map(id -> county.party(id).get(0))
                            .map((Party unit) -> new Value(unit.id(), unit.name()))
                            .toList());
        }

        private static Entry words(String field, String... words) {
            return new Entry(
                    field, Stream.of(words).map(word -> new Value(null, word)).toList());
        }

        private static Act act(Caller by, String name, Instant at) {
            var id = Ids.derived("demo-act", by.id(), name);
            return new Act(id, id, by, at);
        }
    }

    private static String text(String resource) {
        try (var in = Objects.requireNonNull(DemoRecords.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
