package io.sanhang.task.digest;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.task.BulletinIssued;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.activity.OwedRecord;
import io.sanhang.task.activity.Owing;
import io.sanhang.task.activity.Period;
import io.sanhang.task.digest.Bulletin.Words;
import io.sanhang.task.digest.Figures.Columns;
import io.sanhang.task.digest.Figures.Project;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.TaskFacts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Drafting, approving and issuing bulletins. Nothing in them is typed twice. */
@Service
public class BulletinService {

    private static final Caller COUNTY = new Caller("bulletin", "系统", Set.of("OFFICE"), null, Set.of());

    private final BulletinRepository bulletins;
    private final TaskFacts tasks;
    private final Owing owing;
    private final Directory directory;
    private final Clock clock;

    BulletinService(BulletinRepository bulletins, TaskFacts tasks, Owing owing, Directory directory, Clock clock) {
        this.bulletins = bulletins;
        this.tasks = tasks;
        this.owing = owing;
        this.directory = directory;
        this.clock = clock;
    }

    Page<Bulletin> list(Caller caller, PageRequest page) {
        return bulletins.list(caller, page);
    }

    Bulletin get(String id, Caller caller) {
        return bulletins.get(id, caller);
    }

    /** A quarter has one bulletin: drafting again finds it. */
    Bulletin draft(String periodCode, Caller by, IdempotencyKey key) {
        var period = Period.of(periodCode);
        if (period.length() != Period.Length.QUARTER || period.from().isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("no-such-quarter").at("/period");
        }
        var id = idOf(period);
        var act = new Act(key.idFor("bulletins/" + by.id()), id, by, clock.instant());
        return bulletins.find(id).orElseGet(() -> {
            var draft = Bulletin.draft(id, period.code(), words(period), figures(period), act);
            return bulletins.insertNew(draft) ? draft : bulletins.find(id).orElseThrow();
        });
    }

    Bulletin reword(String id, Words words, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return step(id, by, key, ifMatch, (bulletin, act) -> bulletin.reword(words, act));
    }

    Bulletin refill(String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return step(
                id, by, key, ifMatch, (bulletin, act) -> bulletin.refill(figures(Period.of(bulletin.period())), act));
    }

    Bulletin submit(String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return step(id, by, key, ifMatch, Bulletin::submit);
    }

    Bulletin sendBack(String id, String reason, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return step(id, by, key, ifMatch, (bulletin, act) -> bulletin.sendBack(reason, act));
    }

    /** Every unit of the county is told. */
    Bulletin issue(String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return step(
                id,
                by,
                key,
                ifMatch,
                Bulletin::issue,
                issued -> new BulletinIssued(
                        issued.id(),
                        issued.words().title(),
                        directory.units().keySet().stream().sorted().toList()));
    }

    public static String idOf(Period period) {
        return Ids.derived("bulletin", period.code());
    }

    /** What an office would begin with; it writes on from here. */
    public static Words words(Period period) {
        return new Words(
                "三航行动%s工作通报".formatted(period.words()),
                null,
                "现将%s三航行动各项任务推进情况通报如下。".formatted(period.words()),
                "",
                "各单位要对照本通报逐项整改，逾期任务要说明原因、明确办结时间；重点项目要坚持一月一调度。");
    }

    /** What is recorded of the period: how things stood at its end, or stand now while it goes on. */
    public Figures figures(Period period) {
        var columns = new Columns(
                tasks.countAll(period.end()),
                tasks.countClosed(period.start(), period.end()),
                tasks.countOverdue(
                        period.end(), earlier(LocalDate.now(clock), period.to().plusDays(1))),
                tasks.countCarriedOver(period.end()));
        return Figures.of(clock.instant().truncatedTo(ChronoUnit.MILLIS), columns, projects(period));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private List<Project> projects(Period period) {
        var today = LocalDate.now(clock);
        return owing.of(Owing.DISPATCH, period, COUNTY).stream()
                .filter(owed -> owed.standing(today) != OwedRecord.Standing.DUE)
                .collect(Collectors.groupingBy(owed -> String.valueOf(owed.taskId())))
                .values()
                .stream()
                .map(months -> project(months, today))
                .sorted(Comparator.comparing(Project::title))
                .toList();
    }

    private static Project project(List<OwedRecord> months, LocalDate today) {
        var first = months.get(0);
        var missed = months.stream()
                .filter(month -> month.standing(today) == OwedRecord.Standing.MISSED)
                .map(OwedRecord::period)
                .sorted(Comparator.comparing(Period::from))
                .map(month -> month.from().getMonthValue() + "月")
                .toList();
        return new Project(
                String.valueOf(first.taskId()),
                first.title(),
                first.units().stream().map(Party::name).collect(Collectors.joining("、")),
                months.size(),
                months.size() - missed.size(),
                missed);
    }

    private Bulletin step(
            String id, Caller by, IdempotencyKey key, IfMatch ifMatch, BiFunction<Bulletin, Act, Bulletin> rule) {
        return step(id, by, key, ifMatch, rule, null);
    }

    private Bulletin step(
            String id,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch,
            BiFunction<Bulletin, Act, Bulletin> rule,
            @Nullable Function<Bulletin, DomainEvent> event) {
        var act = new Act(key.idFor("bulletins/" + id + "/" + by.id()), id, by, clock.instant());
        var before = bulletins.get(id, by);
        if (before.last().equals(act.id())) {
            return before;
        }
        ifMatch.require(before);
        var next = rule.apply(before, act);
        if (event == null) {
            bulletins.replace(next);
        } else {
            bulletins.replace(next, event.apply(next));
        }
        return next;
    }
}
