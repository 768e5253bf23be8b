package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.neighbours.Directory.Post;
import io.sanhang.task.neighbours.Directory.Unit;
import io.sanhang.task.plan.Finding;
import io.sanhang.task.plan.PlanService;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The views of those who lead and oversee: each is one look at the store, within the caller's scope. */
@Service
class CountyViews {

    /** A county has some hundreds of tasks; beyond this a view would not be read. */
    private static final int MOST = 3_000;

    private static final int PLANS = 20;

    /** Findings that are contradictions of the document itself, worth knowing also once decided. */
    private static final Set<String> CONTRADICTIONS = Set.of(
            "declared-count-mismatch",
            "deadline-before-issue",
            "unit-not-in-bracket",
            "unit-two-names",
            "bracket-scope-assumed",
            "duplicate-number",
            "number-gap");

    private final CountyViewRepository tasks;
    private final TaskService views;
    private final PlanService plans;
    private final Directory directory;
    private final Clock clock;

    CountyViews(CountyViewRepository tasks, TaskService views, PlanService plans, Directory directory, Clock clock) {
        this.tasks = tasks;
        this.views = views;
        this.plans = plans;
        this.directory = directory;
        this.clock = clock;
    }

    /** @param open findings that nobody has decided yet */
    record PlanLine(
            String id, @Nullable String number, @Nullable String title, int open) {}

    /** @param resolved what was decided, absent while open */
    record Conflict(
            String planId,
            String ref,
            String message,
            @Nullable String resolved) {}

    /** Plan, conflicts, progress and what is overdue, on one sheet (A128). */
    record County(
            List<PlanLine> plans,
            List<Conflict> conflicts,
            Standing all,
            List<Standing> byVoyage,
            List<Standing> byGroup,
            List<Standing> byUnit) {}

    County county(Caller caller) {
        var today = today();
        var lines = tasks.byVoyage(caller, today);
        var inForce = plans.inForce(PLANS);
        return new County(
                inForce.stream()
                        .map(plan -> new PlanLine(
                                plan.id(),
                                plan.document().number(),
                                plan.document().title(),
                                (int) plan.findings().stream()
                                        .filter(finding -> finding.resolved() == null)
                                        .count()))
                        .toList(),
                inForce.stream()
                        .flatMap(plan -> plan.findings().stream()
                                .filter(CountyViews::isConflict)
                                .map(one -> new Conflict(plan.id(), one.ref(), one.message(), one.resolved())))
                        .toList(),
                Standing.of(new Standing.Under("", ""), lines),
                Standing.by(lines).stream()
                        .filter(line -> !line.key().isEmpty())
                        .sorted(Comparator.comparing(
                                line -> Voyage.of(line.key()).map(Enum::ordinal).orElse(99)))
                        .toList(),
                worstFirst(Standing.by(tasks.byGroup(caller, today))),
                worstFirst(named(Standing.by(tasks.byLead(caller, today)))));
    }

    /** While the directory is silent, a unit shows its id. */
    private List<Standing> named(List<Standing> units) {
        Map<String, Unit> known;
        try {
            known = directory.units();
        } catch (Refusal silent) {
            known = Map.of();
        }
        var names = known;
        return units.stream()
                .map(unit -> unit.named(
                        names.containsKey(unit.key())
                                ? Objects.requireNonNull(names.get(unit.key())).name()
                                : unit.key()))
                .toList();
    }

    private static boolean isConflict(Finding finding) {
        return finding.resolved() == null || CONTRADICTIONS.contains(finding.code());
    }

    private static List<Standing> worstFirst(List<Standing> standings) {
        return standings.stream()
                .sorted(Comparator.comparing(Standing::overdue)
                        .thenComparing(Standing::open)
                        .reversed()
                        .thenComparing(Standing::name))
                .toList();
    }

    /** Who sits where; without a holder the post is vacant (A010). */
    record Seat(String title, String role, @Nullable String holder) {}

    record GroupLine(List<Seat> seats, Standing standing) {}

    /** Every working group with the people in it and how its key tasks stand (A135–A144). */
    List<GroupLine> groups(Caller caller) {
        var standings = Standing.by(tasks.byGroup(caller, today())).stream()
                .collect(Collectors.toMap(Standing::key, one -> one, (one, same) -> one));
        return directory.groups().stream()
                .filter(group -> standings.containsKey(group.id()))
                .map(group -> new GroupLine(
                        group.seats().stream()
                                .map(seat -> new Seat(seat.title(), seat.role(), seat.holder()))
                                .toList(),
                        Objects.requireNonNull(standings.get(group.id()))))
                .toList();
    }

    /** A unit, its first responsible post with the present holder or none, and what it leads (A101, A103). */
    record Answering(
            @Nullable String postId,
            @Nullable String postTitle,
            @Nullable String holder,
            Standing standing) {}

    /** @param unassigned tasks that still have no unit, so that nobody answers for them */
    record Answers(List<Answering> units, long unassigned) {}

    Answers answers(Caller caller) {
        var units = directory.units();
        var posts = directory.posts();
        var standings = leads(caller);
        var rows = units.entrySet().stream()
                .filter(unit -> caller.seesUnit(unit.getKey()))
                .map(unit -> answering(unit.getKey(), unit.getValue(), posts, standings))
                .sorted(Comparator.comparing((Answering row) -> row.standing().overdue())
                        .thenComparing(row -> row.standing().open())
                        .reversed()
                        .thenComparing(row -> row.standing().name()))
                .toList();
        return new Answers(rows, tasks.withoutUnit(caller));
    }

    private Map<String, Standing> leads(Caller caller) {
        return Standing.by(tasks.byLead(caller, today())).stream().collect(Collectors.toMap(Standing::key, one -> one));
    }

    private Answering answering(String id, Unit unit, Map<String, Post> posts, Map<String, Standing> standings) {
        var post = unit.headPostId() == null ? null : posts.get(unit.headPostId());
        var standing = standings.getOrDefault(id, new Standing(id, "", 0, 0, 0, 0, 0, 0));
        return new Answering(
                unit.headPostId(),
                post == null ? null : post.title(),
                post == null ? null : post.holder(),
                standing.named(unit.name()));
    }

    record Field(String field, List<Answering> units) {}

    record Span(String postId, String title, @Nullable String holder, List<Field> fields) {}

    /** A leader's own span, by field and unit (A100); the office sees every leader's. */
    List<Span> spans(Caller caller) {
        var units = directory.units();
        var posts = directory.posts();
        var standings = leads(caller);
        return posts.values().stream()
                .filter(post -> !post.spans().isEmpty())
                .filter(post -> caller.isOffice() || caller.id().equals(post.accountId()))
                .map(post -> new Span(
                        post.id(),
                        post.title(),
                        post.holder(),
                        post.spans().stream()
                                .map(span -> new Field(
                                        span.field(),
                                        span.unitIds().stream()
                                                .filter(id -> units.containsKey(id) && caller.seesUnit(id))
                                                .map(id -> answering(
                                                        id, Objects.requireNonNull(units.get(id)), posts, standings))
                                                .toList()))
                                .toList()))
                .toList();
    }

    /** @param lines by line of action, then by working group, each with its average */
    record PacePage(
            List<Pace> items, long total, int page, int size, List<Pace.Line> voyages, List<Pace.Line> groups) {}

    PacePage pace(TaskQuery query, boolean behind, Caller caller, PageRequest page) {
        var today = today();
        var all = tasks.paced(query, caller, today, MOST).stream()
                .map(facts -> Pace.of(facts, today))
                .sorted(Pace.WORST_FIRST)
                .toList();
        var wanted = behind ? all.stream().filter(Pace::behind).toList() : all;
        return new PacePage(
                wanted.stream()
                        .skip((long) page.page() * page.size())
                        .limit(page.size())
                        .toList(),
                wanted.size(),
                page.page(),
                page.size(),
                lines(all, Pace::voyage),
                lines(all, Pace::groupName));
    }

    private static List<Pace.Line> lines(List<Pace> paces, java.util.function.Function<Pace, @Nullable String> by) {
        var parts = new LinkedHashMap<String, List<Pace>>();
        for (var pace : paces) {
            var key = by.apply(pace);
            if (key != null) {
                parts.computeIfAbsent(key, each -> new java.util.ArrayList<>()).add(pace);
            }
        }
        return parts.entrySet().stream()
                .map(part -> Pace.Line.of(part.getKey(), part.getValue()))
                .sorted(Comparator.comparing((Pace.Line line) -> line.actual() - line.expected())
                        .thenComparing(Pace.Line::key))
                .toList();
    }

    record Missing(String code, String words) {
        static Missing of(Loop loop) {
            return new Missing(loop.code(), loop.words());
        }
    }

    record OpenLoop(TaskView task, List<Missing> missing) {}

    record Count(String code, String words, long n) {}

    record LoopPage(List<OpenLoop> items, long total, int page, int size, List<Count> counts) {}

    /** @param only one kind of gap, or null for all */
    LoopPage loops(@Nullable Loop only, TaskQuery query, Caller caller, PageRequest page) {
        var vacant = directory.posts().values().stream()
                .filter(post -> post.holder() == null)
                .map(Post::id)
                .collect(Collectors.toSet());
        var today = today();
        var when = new Loop.When(clock.instant().minus(Duration.ofDays(Loop.PROGRESS_DAYS)), vacant);
        var wanted = only == null ? Arrays.asList(Loop.values()) : List.of(only);
        Page<Task> found = tasks.open(wanted, when, query, caller, today, page);
        var shown = views.views(found.items());
        return new LoopPage(
                java.util.stream.IntStream.range(0, shown.size())
                        .mapToObj(at -> new OpenLoop(
                                shown.get(at),
                                Loop.of(found.items().get(at), when).stream()
                                        .map(Missing::of)
                                        .toList()))
                        .toList(),
                found.total(),
                found.page(),
                found.size(),
                tasks.counts(when, query, caller, today).entrySet().stream()
                        .map(gap -> new Count(gap.getKey().code(), gap.getKey().words(), gap.getValue()))
                        .toList());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
