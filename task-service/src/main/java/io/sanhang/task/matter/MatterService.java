package io.sanhang.task.matter;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.task.MatterChanged;
import io.sanhang.contracts.task.MatterClosed;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.file.Files;
import io.sanhang.task.matter.Matter.Handler;
import io.sanhang.task.matter.Matter.Leader;
import io.sanhang.task.matter.Matter.Leg;
import io.sanhang.task.matter.Matter.Paper;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Level;
import io.sanhang.task.task.Origin;
import io.sanhang.task.task.OriginTasks;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** One method for each thing a person can do with matters. */
@Service
class MatterService {

    /** How often a step is tried on the newest state when others write at the same moment. */
    private static final int TRIES = 5;

    private static final int MOST_LINES = 500;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_WORKDAYS = 500;

    /** So much of a matter's text is looked through for the words of a duty. */
    private static final int MOST_WORDS = 6_000;

    /** Who asks for a step, under which key, and which version was looked at. */
    record Ask(Caller by, IdempotencyKey key, IfMatch ifMatch) {}

    /**
     * A matter as it is registered.
     *
     * @param receivedAt now when absent
     * @param workdays in place of a day or an entry of the catalogue
     */
    record New(
            MatterKind kind,
            String title,
            @Nullable String text,
            @Nullable String from,
            @Nullable String leaderPostId,
            @Nullable Level level,
            String unitId,
            @Nullable Instant receivedAt,
            @Nullable String limitId,
            @Nullable Integer workdays,
            @Nullable LocalDate dueOn,
            List<String> scan) {}

    /** What became of a pasted line: the matter it opened, or why it opened none. */
    record Line(int number, @Nullable String id, @Nullable String fault) {}

    private interface Rule {
        Matter next(Matter matter, Act act);
    }

    private interface Told {
        @Nullable
        DomainEvent of(Matter next);
    }

    private final MatterRepository matters;
    private final MatterLimits limits;
    private final Directory directory;
    private final Files files;
    private final OriginTasks tasks;
    private final WorkingCalendar calendar;
    private final MatterProperties settings;
    private final Clock clock;

    MatterService(
            MatterRepository matters,
            MatterLimits limits,
            Directory directory,
            Files files,
            OriginTasks tasks,
            WorkingCalendar calendar,
            MatterProperties settings,
            Clock clock) {
        this.matters = matters;
        this.limits = limits;
        this.directory = directory;
        this.files = files;
        this.tasks = tasks;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    WorkingCalendar calendar() {
        return calendar;
    }

    Page<Matter> list(MatterRepository.Query query, Caller caller, PageRequest page) {
        return matters.list(query, caller, today(), page);
    }

    /** The posts that the caller holds. */
    List<String> postsOf(Caller caller) {
        return directory.posts().values().stream()
                .filter(post -> caller.id().equals(post.accountId()))
                .map(Directory.Post::id)
                .toList();
    }

    Matter get(String id, Caller caller) {
        return matters.get(id, caller);
    }

    /** Of what came in from one day to another, both included. @throws Refusal {@code bad-span} beyond a year */
    Flow flow(LocalDate from, LocalDate until, Caller caller) {
        if (until.isBefore(from) || from.plusYears(1).isBefore(until)) {
            throw Refusal.invalid("bad-span").at("/until");
        }
        return Flow.of(matters.ways(start(from), start(until.plusDays(1)), caller));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    /** The same key registers one matter, however often it is sent. */
    Matter register(New wanted, Caller caller, IdempotencyKey key) {
        return registered(wanted, handler(wanted.unitId, words(wanted.title, wanted.text)), caller, key, 0);
    }

    /**
     * Lines of a table: title, from, unit, working days; with tabs between. Good lines are registered, the others say
     * what is wrong with them.
     */
    List<Line> paste(MatterKind kind, String text, Caller caller, IdempotencyKey key) {
        if (kind == MatterKind.INSTRUCTION) {
            // Which post signed has no column.
            throw Refusal.invalid("leader-required").at("/kind");
        }
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() > MOST_LINES) {
            throw Refusal.invalid("too-many-lines", MOST_LINES).at("/lines");
        }
        var names = lines.stream()
                .map(line -> cell(line.split("\t"), 2))
                .filter(name -> !name.isEmpty())
                .toList();
        var known = directory.resolve(names);
        var handlers = handlers(lines, known, caller);
        var done = new ArrayList<Line>();
        for (var at = 0; at < lines.size(); at++) {
            done.add(line(at + 1, lines.get(at).split("\t"), kind, known, handlers, caller, key));
        }
        return done;
    }

    private Line line(
            int number,
            String[] cells,
            MatterKind kind,
            Map<String, Directory.Resolution> known,
            Map<Integer, Handler> handlers,
            Caller caller,
            IdempotencyKey key) {
        var title = cell(cells, 0);
        var name = cell(cells, 2);
        var units = units(name, known, caller);
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            return new Line(number, null, "没有标题，或标题超过 " + LONGEST_TITLE + " 字");
        }
        if (units.size() != 1) {
            return new Line(number, null, "“" + name + "”不是一个已知的单位");
        }
        var days = cell(cells, 3);
        if (!days.matches("\\d{0,3}") || !days.isEmpty() && Integer.parseInt(days) > MOST_WORKDAYS) {
            return new Line(number, null, "工作日天数“" + days + "”不对，应是 0 到 " + MOST_WORKDAYS + " 的数字，0 表示当天");
        }
        var workdays = days.isEmpty() ? 0 : Integer.parseInt(days);
        var from = cell(cells, 1);
        try {
            var matter = registered(
                    new New(
                            kind,
                            title,
                            null,
                            from.isEmpty() ? null : from,
                            null,
                            null,
                            units.get(0),
                            null,
                            null,
                            workdays,
                            null,
                            List.of()),
                    handlers.get(number),
                    caller,
                    key,
                    number);
            return new Line(number, matter.id(), null);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.UNAVAILABLE) {
                throw refusal;
            }
            return new Line(number, null, "不能登记给“" + name + "”：只能登记本单位的来文和事项");
        }
    }

    private static List<String> units(String name, Map<String, Directory.Resolution> known, Caller caller) {
        var own = name.isEmpty() ? caller.unitId() : null;
        return own != null
                ? List.of(own)
                : known.getOrDefault(name, new Directory.Resolution(List.of(), false))
                        .unitIds();
    }

    /** Whose duty each line is, by its number; asked for all lines at once. */
    private Map<Integer, Handler> handlers(List<String> lines, Map<String, Directory.Resolution> known, Caller caller) {
        var numbers = new ArrayList<Integer>();
        var questions = new ArrayList<Directory.Question>();
        for (var at = 0; at < lines.size(); at++) {
            var cells = lines.get(at).split("\t");
            var units = units(cell(cells, 2), known, caller);
            if (units.size() == 1) {
                numbers.add(at + 1);
                questions.add(new Directory.Question(units.get(0), words(cell(cells, 0), null)));
            }
        }
        var found = new HashMap<Integer, Handler>();
        var routes = directory.routes(questions);
        for (var at = 0; at < routes.size(); at++) {
            var number = numbers.get(at);
            routes.get(at).map(MatterService::handler).ifPresent(handler -> found.put(number, handler));
        }
        return found;
    }

    private @Nullable Handler handler(String unitId, String words) {
        return directory.routes(List.of(new Directory.Question(unitId, words))).stream()
                .flatMap(Optional::stream)
                .map(MatterService::handler)
                .findFirst()
                .orElse(null);
    }

    private static Handler handler(Directory.Route route) {
        return new Handler(route.postId(), route.title(), route.duty());
    }

    private static String words(String title, @Nullable String text) {
        var all = title + "\n" + Objects.requireNonNullElse(text, "");
        return all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS);
    }

    private static String cell(String[] cells, int at) {
        return at < cells.length ? cells[at].strip() : "";
    }

    private Matter registered(New wanted, @Nullable Handler handler, Caller caller, IdempotencyKey key, int number) {
        var now = clock.instant();
        var received = Objects.requireNonNullElse(wanted.receivedAt, now);
        if (received.isAfter(now)) {
            throw Refusal.invalid("received-later").at("/receivedAt");
        }
        var limit = wanted.limitId == null ? null : limits.inUse(wanted.limitId);
        var paper = new Paper(
                wanted.title,
                wanted.text,
                wanted.from,
                leader(wanted),
                limit == null ? null : limit.name(),
                received,
                evidence(wanted.scan, caller));
        var unit = unit(wanted.unitId);
        var act = new Act(key.idFor("matters/" + caller.id() + "/" + number), Fingerprint.of(wanted), caller, now);
        var matter = Matter.register(
                wanted.kind,
                paper,
                deadline(wanted, limit, received),
                new Leg(wanted.unitId, unit, received, null, handler),
                act,
                caller);
        var told = wanted.unitId.equals(caller.unitId())
                ? null
                : event(matter, false, "已登记，请办理，" + matter.deadline().explained());
        if (matters.open(matter, events(told))) {
            return matter;
        }
        var there = matters.find(matter.id()).orElseThrow();
        key.sameRequest(there.history().get(0).fingerprint(), act.fingerprint());
        return there;
    }

    private @Nullable Leader leader(New wanted) {
        if (wanted.kind != MatterKind.INSTRUCTION) {
            return null;
        }
        var post = directory.posts().get(String.valueOf(wanted.leaderPostId));
        if (post == null) {
            throw Refusal.invalid("leader-required").at("/leaderPostId");
        }
        return new Leader(post.id(), post.title(), post.holder(), wanted.level);
    }

    /** A day, so many working days, or what the catalogue says; of these one. Without any, the same day (A044). */
    private Deadline deadline(New wanted, @Nullable MatterLimit limit, Instant received) {
        var given = (limit == null ? 0 : 1) + (wanted.workdays == null ? 0 : 1) + (wanted.dueOn == null ? 0 : 1);
        if (given > 1) {
            throw Refusal.invalid("due-twice").at("/workdays");
        }
        var day = LocalDate.ofInstant(received, ZoneId.of("Asia/Shanghai"));
        if (wanted.dueOn != null) {
            if (wanted.dueOn.isBefore(day)) {
                throw Refusal.invalid("due-before-start").at("/dueOn");
            }
            return Deadline.on(wanted.dueOn, day);
        }
        var workdays = limit != null ? limit.workdays() : Objects.requireNonNullElse(wanted.workdays, 0);
        return Deadline.within(workdays, received, settings.closesAt(), calendar);
    }

    Matter passOn(String id, String unitId, @Nullable String note, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("pass", unitId, String.valueOf(note)),
                (matter, act) -> {
                    matter.guard(MatterStep.PASS_ON, ask.by());
                    var to = handler(
                            unitId, words(matter.paper().title(), matter.paper().text()));
                    return matter.passOn(unitId, unit(unitId), to, note, act, ask.by());
                },
                next -> event(next, false, "已转给你们办理，" + next.deadline().dueOn() + " 前办结"));
    }

    Matter pause(String id, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("pause", reason),
                (matter, act) -> matter.pause(reason, today(), calendar, act, ask.by()),
                next -> event(next, true, "暂停计时：" + reason));
    }

    Matter resume(String id, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("resume"),
                (matter, act) -> matter.resume(today(), calendar, act, ask.by()),
                next -> null);
    }

    Matter askExtension(String id, LocalDate until, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("extension", until, reason),
                (matter, act) -> matter.askExtension(until, reason, act, ask.by()),
                next -> event(next, true, "申请延期到 " + until + "：" + reason));
    }

    Matter decideExtension(String id, boolean granted, @Nullable String note, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("decide", granted, String.valueOf(note)),
                (matter, act) -> matter.decideExtension(granted, note, act, ask.by()),
                next -> event(next, false, granted ? "已同意延期，" + next.deadline().explained() : "没有同意延期：" + note));
    }

    Matter answer(String id, String text, List<String> evidence, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("answer", text, evidence),
                (matter, act) -> {
                    matter.guard(MatterStep.ANSWER, ask.by());
                    return matter.answer(text, evidence(evidence, ask.by()), today(), act, ask.by());
                },
                next -> event(next, true, "已报办理结果，请确认"));
    }

    Matter accept(String id, @Nullable String note, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("accept", String.valueOf(note)),
                (matter, act) -> matter.accept(note, act, ask.by()),
                MatterService::closed);
    }

    Matter returned(String id, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("return", reason),
                (matter, act) -> matter.returned(reason, act, ask.by()),
                next -> event(next, false, "办理结果退回：" + reason));
    }

    /** Counted anew from today. @param workdays 0 for today */
    Matter reopen(String id, String reason, int workdays, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("reopen", reason, workdays),
                (matter, act) -> matter.reopen(
                        reason,
                        Deadline.within(workdays, clock.instant(), settings.closesAt(), calendar),
                        act,
                        ask.by()),
                next -> event(next, false, "要重新办理：" + reason));
    }

    Matter withdraw(String id, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("withdraw", reason),
                (matter, act) -> matter.withdraw(reason, act, ask.by()),
                next -> event(next, false, "已撤回，不用再办：" + reason));
    }

    /** One task for one matter, led by the unit that has it. The units hear of it as of any task. */
    Matter openTask(String id, LocalDate dueOn, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("task", dueOn),
                (matter, act) -> {
                    matter.guard(MatterStep.OPEN_TASK, ask.by());
                    if (dueOn.isBefore(today())) {
                        throw Refusal.invalid("due-before-start").at("/dueOn");
                    }
                    var text = Objects.requireNonNullElse(
                            matter.paper().text(), matter.paper().title());
                    var task = tasks.ofMatter(
                            new Origin("matter", matter.id()),
                            matter.kind() == MatterKind.INSTRUCTION,
                            matter.paper().title(),
                            text,
                            matter.holder().unitId(),
                            dueOn,
                            ask.by().name());
                    return matter.turnedInto(task, act, ask.by());
                },
                next -> null);
    }

    /**
     * A step under a key that was used already answers the matter as it is: a double click steps once. Without an
     * {@code If-Match}, a step is tried again on what somebody else has just written.
     */
    private Matter step(String id, Ask ask, String fingerprint, Rule rule, Told told) {
        var act =
                new Act(ask.key().idFor("matters/" + id + "/" + ask.by().id()), fingerprint, ask.by(), clock.instant());
        for (var attempt = 1; ; attempt++) {
            var matter = matters.get(id, ask.by());
            var done = matter.entryOf(act.id());
            if (done.isPresent()) {
                ask.key().sameRequest(done.get().fingerprint(), fingerprint);
                return matter;
            }
            ask.ifMatch().require(matter);
            var next = rule.next(matter, act);
            try {
                matters.replace(next, events(told.of(next)));
                return next;
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || ask.ifMatch().etag() != null || attempt == TRIES) {
                    throw refusal;
                }
            }
        }
    }

    private String unit(String id) {
        var unit = directory.units().get(id);
        if (unit == null) {
            throw Refusal.invalid("unknown-unit", id).at("/unitId");
        }
        return unit.name();
    }

    private List<Evidence> evidence(List<String> ids, Caller by) {
        return files.own(ids, by).stream()
                .map(file -> new Evidence(file.id(), file.name(), file.size()))
                .toList();
    }

    static MatterChanged event(Matter matter, boolean office, String change) {
        return new MatterChanged(
                matter.id(), matter.paper().title(), List.of(matter.holder().unitId()), office, change);
    }

    private static MatterClosed closed(Matter matter) {
        var leader = matter.paper().leader();
        return new MatterClosed(
                matter.id(),
                matter.paper().title(),
                matter.kind().code(),
                matter.holder().unitId(),
                leader == null ? null : leader.postId(),
                matter.deadline().dueOn(),
                Objects.requireNonNull(matter.doneOn()),
                matter.late());
    }

    private static DomainEvent[] events(@Nullable DomainEvent event) {
        return event == null ? new DomainEvent[0] : new DomainEvent[] {event};
    }
}
