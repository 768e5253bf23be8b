package io.sanhang.task.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The quarterly rounds of supervision (A024). Everybody sees what concerns the own units. */
@RestController
@RequestMapping("/api/task")
class RoundController {

    /**
     * @param atStart open when the quarter began
     * @param added given out during it
     * @param open still being worked on, in the quarter that is not over
     * @param carried went on into the next quarter
     */
    record Round(
            String code,
            String name,
            LocalDate from,
            LocalDate until,
            int atStart,
            int added,
            int closed,
            int ended,
            int open,
            int carried) {

        static Round of(RoundService.Sums sums) {
            var quarter = sums.quarter();
            return new Round(
                    quarter.code(),
                    quarter.words(),
                    quarter.first(),
                    quarter.last(),
                    sums.atStart(),
                    sums.added(),
                    sums.count(RoundEntry.Outcome.CLOSED),
                    sums.count(RoundEntry.Outcome.ENDED),
                    sums.count(RoundEntry.Outcome.OPEN),
                    sums.count(RoundEntry.Outcome.CARRIED));
        }
    }

    record Rounds(List<Round> items) {}

    /**
     * @param evidence how many files it was closed on
     * @param rounds how many quarters it has been under supervision, this one included
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Matter(
            String taskId,
            String title,
            List<Party> leadUnits,
            @Nullable LocalDate since,
            boolean openAtStart,
            String outcome,
            String outcomeText,
            @Nullable OffsetDateTime endedAt,
            @Nullable String appliedBy,
            @Nullable String approvedBy,
            @Nullable Integer evidence,
            int rounds) {

        static Matter of(RoundEntry entry) {
            var duty = entry.task().duty();
            var legacy = duty.particulars().legacy();
            var closeOut = Optional.ofNullable(entry.closeOut());
            return new Matter(
                    entry.task().id(),
                    duty.title(),
                    entry.task().assignment().leadUnits(),
                    legacy == null ? null : legacy.since(),
                    entry.openAtStart(),
                    entry.outcome().code(),
                    entry.outcome().words(),
                    Optional.ofNullable(entry.endedAt())
                            .map(RoundController::at)
                            .orElse(null),
                    closeOut.map(Course.CloseOut::appliedByName).orElse(null),
                    closeOut.map(Course.CloseOut::decidedByName).orElse(null),
                    closeOut.map(each -> each.evidence().size()).orElse(null),
                    entry.rounds());
        }
    }

    record RoundOf(Round round, Page<Matter> matters) {}

    /** One of the rounds that a task has been through. */
    record Through(String code, String name, String outcome, String outcomeText) {
        static Through of(Quarter quarter, RoundEntry.Outcome outcome) {
            return new Through(quarter.code(), quarter.words(), outcome.code(), outcome.words());
        }
    }

    record ThroughAll(List<Through> items) {}

    private final RoundService rounds;
    private final TaskService tasks;

    RoundController(RoundService rounds, TaskService tasks) {
        this.rounds = rounds;
        this.tasks = tasks;
    }

    @GetMapping("/rounds")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Rounds rounds(Caller caller) {
        return new Rounds(rounds.rounds(caller).stream().map(Round::of).toList());
    }

    /** @param code such as {@code 2026-Q3} */
    @GetMapping("/rounds/{code}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    RoundOf round(@PathVariable String code, Caller caller, PageRequest page) {
        var quarter = rounds.quarter(code);
        var entries = rounds.round(quarter, caller);
        var shown = entries.stream()
                .skip((long) page.page() * page.size())
                .limit(page.size())
                .map(Matter::of)
                .toList();
        return new RoundOf(
                Round.of(RoundService.Sums.of(quarter, entries)),
                new Page<>(shown, entries.size(), page.page(), page.size()));
    }

    @GetMapping("/tasks/{id}/rounds")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ThroughAll roundsOf(@PathVariable String id, Caller caller) {
        var entries = rounds.roundsOf(tasks.get(id, caller));
        return new ThroughAll(entries.entrySet().stream()
                .map(round -> Through.of(round.getKey(), round.getValue().outcome()))
                .toList());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
