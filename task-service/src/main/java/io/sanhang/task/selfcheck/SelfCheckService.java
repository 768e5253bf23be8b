package io.sanhang.task.selfcheck;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.task.SelfCheckDue;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.dictionary.Dictionaries;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.selfcheck.CheckSheet.Answer;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** One method for each thing a person can do with self-checks. */
@Service
class SelfCheckService {

    /** So many rounds are compared at most. */
    private static final int COMPARED = 6;

    /** Who asks for a step, under which key, and which version was looked at. */
    record Ask(Caller by, IdempotencyKey key, IfMatch ifMatch) {}

    /** A round with the sheets that the caller sees. */
    record Watched(CheckRound round, List<CheckSheet> sheets) {}

    /** A page of rounds with how many sheets of each stand where. */
    record Listed(Page<CheckRound> rounds, Map<String, Map<CheckSheet.State, Long>> tally) {}

    /** A unit's sheet and the round it belongs to. */
    record Filling(CheckRound round, CheckSheet sheet) {}

    /** A round to be opened. @param unitIds none for all units */
    record Opening(String title, String form, LocalDate opensOn, LocalDate closesOn, List<String> unitIds) {}

    private final FormRepository forms;
    private final CheckRepository checks;
    private final Dictionaries dictionaries;
    private final Directory directory;
    private final Clock clock;

    SelfCheckService(
            FormRepository forms, CheckRepository checks, Dictionaries dictionaries, Directory directory, Clock clock) {
        this.forms = forms;
        this.checks = checks;
        this.dictionaries = dictionaries;
        this.directory = directory;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    List<CheckForm> forms() {
        return forms.newest();
    }

    CheckForm form(String code) {
        return forms.get(code);
    }

    List<CheckForm> editions(String code) {
        return forms.editions(code);
    }

    /** The same key makes one form, however often it is sent. */
    CheckForm newForm(String title, List<CheckForm.Section> sections, Caller by, IdempotencyKey key) {
        var checked = checked(sections);
        var form = CheckForm.first(key.idFor("check-forms/" + by.id()), title, checked, by.name(), clock.instant());
        if (forms.keep(form)) {
            return form;
        }
        var there = forms.editions(form.code()).stream()
                .min(Comparator.comparingLong(CheckForm::version))
                .orElseThrow();
        key.sameRequest(Fingerprint.of(there.title(), there.sections()), Fingerprint.of(title, checked));
        return there;
    }

    /** The same content again is no new edition. Rounds that are open keep the one they were opened with. */
    CheckForm editForm(String code, String title, List<CheckForm.Section> sections, Caller by, IfMatch ifMatch) {
        var before = forms.get(code);
        ifMatch.require(before);
        var next = before.edited(title, checked(sections), by.name(), clock.instant());
        if (next.saysTheSameAs(before)) {
            return before;
        }
        if (!forms.keep(next)) {
            throw Refusal.stale("changed-meanwhile");
        }
        return next;
    }

    /** @throws Refusal {@code bad-check-section}, {@code unknown-dictionary} */
    private List<CheckForm.Section> checked(List<CheckForm.Section> sections) {
        for (var i = 0; i < sections.size(); i++) {
            var section = sections.get(i);
            if (section.dictionary() == null
                    ? section.points().isEmpty()
                            || section.points().stream().distinct().count()
                                    < section.points().size()
                    : !section.points().isEmpty() || !dictionaries.knows(section.dictionary())) {
                throw Refusal.invalid("bad-check-section", section.title()).at("/sections/" + i);
            }
        }
        return sections;
    }

    /** What a round would ask today. */
    List<CheckForm.Part> preview(CheckForm form) {
        return form.parts(dictionaries::get);
    }

    Listed rounds(@Nullable String state, Caller caller, PageRequest page) {
        var found = checks.rounds(state, caller, today(), page);
        var ids = found.items().stream().map(CheckRound::id).toList();
        return new Listed(found, ids.isEmpty() ? Map.of() : checks.tally(ids, caller));
    }

    Watched round(String id, Caller caller) {
        return new Watched(checks.round(id, caller), checks.sheets(id, caller));
    }

    /** The same key opens one round, however often it is sent. */
    CheckRound open(Opening opening, Caller by, IdempotencyKey key) {
        var id = key.idFor("check-rounds/" + by.id());
        var act = new Act(id, Fingerprint.of(opening), by, clock.instant());
        var there = checks.find(id);
        if (there.isPresent()) {
            key.sameRequest(there.get().fingerprint(), act.fingerprint());
            return there.get();
        }
        var form = forms.get(opening.form());
        var round = CheckRound.opened(
                id,
                opening.title(),
                form,
                preview(form),
                opening.opensOn(),
                opening.closesOn(),
                units(opening.unitIds()),
                act,
                today());
        return checks.open(round, due(round, round.ids(), "请按时自查，截止到%s".formatted(round.closesOn())))
                ? round
                : checks.find(id).orElseThrow();
    }

    /** @throws Refusal {@code unknown-unit} */
    private List<Party> units(List<String> ids) {
        var all = directory.units();
        return (ids.isEmpty() ? all.keySet().stream().sorted().toList() : ids)
                .stream()
                        .distinct()
                        .map(id -> {
                            var unit = all.get(id);
                            if (unit == null) {
                                throw Refusal.invalid("unknown-unit", id).at("/unitIds");
                            }
                            return new Party(id, unit.name());
                        })
                        .toList();
    }

    Watched reschedule(String id, LocalDate closesOn, Ask ask) {
        var round = checks.round(id, ask.by());
        ask.ifMatch().require(round);
        if (!round.closesOn().equals(closesOn)) {
            var next = round.closing(closesOn);
            checks.replace(next);
        }
        return round(id, ask.by());
    }

    /** Tells every unit that has not handed in. @throws Refusal {@code nobody-missing} */
    Watched remind(String id, Ask ask) {
        var watched = round(id, ask.by());
        var reminder = ask.key().idFor("check-reminders/" + id + "/" + ask.by().id());
        if (watched.round().reminders().stream().anyMatch(sent -> sent.id().equals(reminder))) {
            return watched;
        }
        ask.ifMatch().require(watched.round());
        var missing = missing(watched);
        if (missing.isEmpty()) {
            throw Refusal.conflict("nobody-missing");
        }
        var state = watched.round().state(today());
        if (state != CheckRound.State.OPEN) {
            throw Refusal.conflict(
                    "check-round-not-open",
                    watched.round().opensOn(),
                    watched.round().closesOn());
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var next = watched.round()
                .reminded(new CheckRound.Reminder(reminder, now, ask.by().name(), missing.size()));
        checks.replace(next, due(next, missing, "还没有提交，请抓紧填报"));
        return new Watched(next, watched.sheets());
    }

    private static List<String> missing(Watched watched) {
        var handedIn = watched.sheets().stream()
                .filter(sheet -> sheet.state() == CheckSheet.State.SUBMITTED)
                .map(CheckSheet::unitId)
                .toList();
        return watched.round().ids().stream()
                .filter(unit -> !handedIn.contains(unit))
                .toList();
    }

    Filling sheet(String roundId, String unitId, Caller caller) {
        var round = checks.round(roundId, caller);
        if (!round.asks(unitId)) {
            throw Refusal.missing("not-found");
        }
        return new Filling(round, checks.sheet(roundId, unitId, caller));
    }

    Filling save(String roundId, String unitId, List<Answer> answers, Ask ask) {
        var filling = sheet(roundId, unitId, ask.by());
        ask.ifMatch().require(filling.sheet());
        var act = act(roundId, unitId, Fingerprint.of(answers), ask);
        var next = filling.sheet().saved(answers, filling.round(), act, today());
        checks.keep(next);
        return new Filling(filling.round(), next);
    }

    Filling submit(String roundId, String unitId, List<Answer> answers, Ask ask) {
        return step(
                roundId,
                unitId,
                Fingerprint.of("submit", answers),
                ask,
                (now, act) -> now.sheet().submitted(answers, now.round(), act, today()));
    }

    /** @throws Refusal {@code check-unit-gone}: nobody could fill in what a unit that was merged since has handed in */
    Filling returned(String roundId, String unitId, String reason, Ask ask) {
        if (!directory.units().containsKey(unitId)) {
            throw Refusal.conflict("check-unit-gone");
        }
        var told = "被督查室退回，请补充后重新提交：" + reason;
        return step(
                roundId,
                unitId,
                Fingerprint.of("return", reason),
                ask,
                (now, act) -> now.sheet().returned(reason, act),
                round -> due(round, List.of(unitId), told));
    }

    /** A second click, also at the same moment, finds what the first has done. */
    @SafeVarargs
    private Filling step(
            String roundId,
            String unitId,
            String fingerprint,
            Ask ask,
            BiFunction<Filling, Act, CheckSheet> rule,
            Function<CheckRound, DomainEvent>... events) {
        var act = act(roundId, unitId, fingerprint, ask);
        var now = sheet(roundId, unitId, ask.by());
        if (isDone(now.sheet(), act, ask)) {
            return now;
        }
        ask.ifMatch().require(now.sheet());
        var next = rule.apply(now, act);
        var round = now.round();
        try {
            checks.keep(
                    next, Arrays.stream(events).map(event -> event.apply(round)).toArray(DomainEvent[]::new));
            return new Filling(round, next);
        } catch (Refusal stale) {
            var other = sheet(roundId, unitId, ask.by());
            if (isDone(other.sheet(), act, ask)) {
                return other;
            }
            throw stale;
        }
    }

    /** @throws Refusal {@code not-your-check} */
    Comparison comparison(String unitId, String form, Caller caller) {
        if (!caller.seesUnit(unitId)) {
            throw Refusal.forbidden("not-your-check");
        }
        var rounds = checks.rounds(form, unitId, COMPARED).stream()
                .collect(Collectors.toMap(CheckRound::id, Function.identity()));
        return Comparison.of(checks.submitted(List.copyOf(rounds.keySet()), unitId).stream()
                .map(sheet -> new Comparison.Filled(Objects.requireNonNull(rounds.get(sheet.roundId())), sheet))
                .sorted(Comparator.comparing(
                                (Comparison.Filled one) -> one.round().closesOn())
                        .thenComparing(one -> one.round().at())
                        .thenComparing(one -> one.round().formVersion()))
                .toList());
    }

    private static boolean isDone(CheckSheet sheet, Act act, Ask ask) {
        var done = sheet.entryOf(act.id());
        done.ifPresent(entry -> ask.key().sameRequest(entry.fingerprint(), act.fingerprint()));
        return done.isPresent();
    }

    private Act act(String roundId, String unitId, String fingerprint, Ask ask) {
        var scope = "check-sheets/%s/%s/%s".formatted(roundId, unitId, ask.by().id());
        return new Act(ask.key().idFor(scope), fingerprint, ask.by(), clock.instant());
    }

    private static SelfCheckDue due(CheckRound round, List<String> unitIds, String words) {
        return new SelfCheckDue(round.id(), round.title(), unitIds, round.closesOn(), words);
    }
}
