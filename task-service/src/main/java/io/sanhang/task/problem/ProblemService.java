package io.sanhang.task.problem;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.task.ProblemChanged;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.dictionary.Dictionaries;
import io.sanhang.task.file.Files;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Origin;
import io.sanhang.task.task.OriginTasks;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** One method for each thing a person can do with problems. */
@Service
class ProblemService {

    /** How often a step is tried on the newest state when others write at the same moment. */
    private static final int TRIES = 5;

    private static final int LONGEST_TITLE = 60;

    /** Who asks for a step, under which key, and which version was looked at. */
    record Ask(Caller by, IdempotencyKey key, IfMatch ifMatch) {}

    /** A problem with who looks at it, which decides what may be done. */
    record Seen(Problem problem, Member by) {}

    private interface Rule {
        Problem next(Problem problem, Act act, Member by);
    }

    private interface Told {
        @Nullable
        DomainEvent of(Problem next);
    }

    private final ProblemRepository problems;
    private final Members members;
    private final Dictionaries dictionaries;
    private final OriginTasks tasks;
    private final Files files;
    private final Clock clock;

    ProblemService(
            ProblemRepository problems,
            Members members,
            Dictionaries dictionaries,
            OriginTasks tasks,
            Files files,
            Clock clock) {
        this.problems = problems;
        this.members = members;
        this.dictionaries = dictionaries;
        this.tasks = tasks;
        this.files = files;
        this.clock = clock;
    }

    Page<Problem> list(ProblemQuery query, Caller caller, PageRequest page) {
        return problems.list(query, new Member(caller), today(), page);
    }

    Seen get(String id, Caller caller) {
        var by = new Member(caller);
        return new Seen(problems.get(id, by), by);
    }

    /** Lists that could be there, as far as the caller sees, are counted even when nothing is in them. */
    Summary summary(Caller caller) {
        var by = new Member(caller);
        var units = by.unitIds();
        var all = members.all().stream()
                .filter(list -> caller.isOffice()
                        || (list.group() ? by.caller().groupIds().contains(list.id()) : units.contains(list.id())))
                .toList();
        return Summary.of(problems.tally(by), all, today());
    }

    /** Words of root causes by their codes. */
    Map<String, String> causes() {
        return dictionaries.words(Dictionaries.ROOT_CAUSE);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The same key lists one problem, however often it is sent. */
    Seen create(String listId, boolean group, Statement statement, Caller caller, IdempotencyKey key) {
        var by = new Member(caller);
        return new Seen(all(listId, group, List.of(statement), by, key).get(0), by);
    }

    /** Several at once, all or, when a line is wrong, none. */
    List<Problem> paste(String listId, boolean group, String lines, Found how, Caller caller, IdempotencyKey key) {
        var known = new HashMap<String, String>();
        for (var cause : dictionaries.get(Dictionaries.ROOT_CAUSE).inUse()) {
            known.put(cause.words(), cause.code());
            known.put(cause.code(), cause.code());
        }
        return all(listId, group, ProblemLines.read(lines, how, known), new Member(caller), key);
    }

    private List<Problem> all(String listId, boolean group, List<Statement> statements, Member by, IdempotencyKey key) {
        var list = members.list(listId, group);
        var now = clock.instant();
        var found = new ArrayList<Problem>();
        for (var i = 0; i < statements.size(); i++) {
            var statement = statements.get(i);
            checked(statement, List.of());
            var id = key.idFor("problems/" + by.caller().id() + "/" + i);
            var act = new Act(id, Fingerprint.of(list, statements), by.caller(), now);
            found.add(Problem.find(id, list, statement, act, by));
        }
        return found.stream().map(problem -> opened(problem, by, key)).toList();
    }

    private Problem opened(Problem problem, Member by, IdempotencyKey key) {
        var told =
                by.caller().isOffice() && !by.keeps(problem.list()) ? event(problem, false, "由督查室列入你们的问题清单，请认领") : null;
        if (problems.open(problem, events(told))) {
            return problem;
        }
        var there = problems.find(problem.id()).orElseThrow();
        key.sameRequest(
                there.history().get(0).fingerprint(), problem.history().get(0).fingerprint());
        return there;
    }

    Seen edit(String id, Statement to, Ask ask) {
        var words = causes();
        return step(
                id,
                ask,
                Fingerprint.of("edit", to),
                (problem, act, by) -> {
                    problem.guard(ProblemStep.EDIT, by);
                    checked(to, problem.statement().rootCauses());
                    return problem.edit(to, code -> words.getOrDefault(code, code), act, by);
                },
                next -> null);
    }

    /** @param unitId the caller's own when absent */
    Seen claim(String id, @Nullable String unitId, @Nullable String postId, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("claim", String.valueOf(unitId), String.valueOf(postId)),
                (problem, act, by) -> {
                    problem.guard(ProblemStep.CLAIM, by);
                    var unit = Optional.ofNullable(unitId)
                            .or(() -> problem.list().group()
                                    ? Optional.ofNullable(ask.by().unitId())
                                    : Optional.of(problem.list().id()))
                            .orElseThrow(() -> Refusal.invalid("unit-required").at("/unitId"));
                    return problem.claim(members.claim(unit, postId), act, by);
                },
                next -> ask.by().isOffice() ? event(next, false, "已明确由你们认领整改") : null);
    }

    Seen start(String id, String remedy, LocalDate dueOn, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("start", remedy, dueOn),
                (problem, act, by) -> {
                    problem.guard(ProblemStep.START, by);
                    notBefore(dueOn);
                    return problem.start(remedy, dueOn, act, by);
                },
                next -> null);
    }

    Seen resolve(String id, String how, List<String> evidence, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("resolve", how, evidence),
                (problem, act, by) -> {
                    problem.guard(ProblemStep.RESOLVE, by);
                    return problem.resolve(how, evidence(evidence, ask.by()), act, by);
                },
                next -> event(next, true, "已报整改完成，请确认"));
    }

    Seen confirm(String id, @Nullable String note, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("confirm", String.valueOf(note)),
                (problem, act, by) -> problem.confirm(note, act, by),
                next -> event(next, false, "已确认解决"));
    }

    Seen returned(String id, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("return", reason),
                (problem, act, by) -> problem.returned(reason, act, by),
                next -> event(next, false, "没有通过确认，退回继续整改：" + reason));
    }

    Seen reopen(String id, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("reopen", reason),
                (problem, act, by) -> problem.reopen(reason, act, by),
                next -> event(next, false, "要重新整改：" + reason));
    }

    Seen withdraw(String id, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("withdraw", reason),
                (problem, act, by) -> problem.withdraw(reason, act, by),
                next -> event(next, false, "已由督查室撤下：" + reason));
    }

    /** One task for one problem: its title and text, led by who claimed it. The units hear of it as of any task. */
    Seen openTask(String id, @Nullable LocalDate dueOn, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("task", String.valueOf(dueOn)),
                (problem, act, by) -> {
                    problem.guard(ProblemStep.OPEN_TASK, by);
                    var due = dueOn == null ? problem.statement().dueOn() : dueOn;
                    if (due == null) {
                        throw Refusal.invalid("due-required").at("/dueOn");
                    }
                    notBefore(due);
                    var origin = new Origin("problem", problem.id());
                    var lead = Objects.requireNonNull(problem.claim()).unitId();
                    var task = tasks.rectification(
                            origin,
                            "整改：" + title(problem),
                            taskText(problem),
                            lead,
                            due,
                            ask.by().name());
                    return problem.turnedInto(task, act, by);
                },
                next -> null);
    }

    private static String taskText(Problem problem) {
        var it = problem.statement();
        return "问题：" + it.text()
                + (it.sign() == null ? "" : "\n表现：" + it.sign())
                + (it.remedy() == null ? "" : "\n整改措施：" + it.remedy());
    }

    /**
     * A step under a key that was used already answers the problem as it is: a double click steps once. Without an
     * {@code If-Match}, a step is tried again on what somebody else has just written.
     */
    private Seen step(String id, Ask ask, String fingerprint, Rule rule, Told told) {
        var by = new Member(ask.by());
        var act = new Act(
                ask.key().idFor("problems/" + id + "/" + ask.by().id()), fingerprint, ask.by(), clock.instant());
        for (var attempt = 1; ; attempt++) {
            var problem = problems.get(id, by);
            var done = problem.entryOf(act.id());
            if (done.isPresent()) {
                ask.key().sameRequest(done.get().fingerprint(), fingerprint);
                return new Seen(problem, by);
            }
            ask.ifMatch().require(problem);
            var next = rule.next(problem, act, by);
            try {
                problems.replace(next, events(told.of(next)));
                return new Seen(next, by);
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || ask.ifMatch().etag() != null || attempt == TRIES) {
                    throw refusal;
                }
            }
        }
    }

    private void checked(Statement statement, List<String> causesBefore) {
        dictionaries.require(Dictionaries.ROOT_CAUSE, statement.rootCauses(), causesBefore, "/rootCauses");
    }

    private void notBefore(LocalDate dueOn) {
        if (dueOn.isBefore(today())) {
            throw Refusal.invalid("due-before-start").at("/dueOn");
        }
    }

    private List<Evidence> evidence(List<String> ids, Caller by) {
        return files.own(ids, by).stream()
                .map(file -> new Evidence(file.id(), file.name(), file.size()))
                .toList();
    }

    private static ProblemChanged event(Problem problem, boolean office, String change) {
        return new ProblemChanged(problem.id(), title(problem), problem.units(), office, change);
    }

    private static DomainEvent[] events(@Nullable DomainEvent event) {
        return event == null ? new DomainEvent[0] : new DomainEvent[] {event};
    }

    private static String title(Problem problem) {
        var text = problem.statement().text();
        return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE) + "……";
    }
}
