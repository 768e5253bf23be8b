package io.sanhang.feedback.suggestion;

import io.sanhang.feedback.neighbours.Directory;
import io.sanhang.feedback.neighbours.TaskDesk;
import io.sanhang.feedback.suggestion.Suggestion.Adoption;
import io.sanhang.feedback.suggestion.Suggestion.State;
import io.sanhang.feedback.suggestion.Suggestion.Unit;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IfMatch;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The staff's side: looking, handing out, refusing, answering, adopting. */
@Service
class SuggestionDesk {

    private final SuggestionRepository suggestions;
    private final Directory directory;
    private final TaskDesk tasks;
    private final Promises promises;
    private final Clock clock;

    SuggestionDesk(
            SuggestionRepository suggestions, Directory directory, TaskDesk tasks, Promises promises, Clock clock) {
        this.suggestions = suggestions;
        this.directory = directory;
        this.tasks = tasks;
        this.promises = promises;
        this.clock = clock;
    }

    Page<Suggestion> list(Caller caller, @Nullable State state, String words, PageRequest page) {
        return suggestions.list(caller, state, words, page);
    }

    Suggestion get(Caller caller, String id) {
        return suggestions.get(caller, id);
    }

    Suggestion accept(Caller caller, String id, IfMatch seen, String unitId, @Nullable LocalDate dueOn) {
        var found = read(caller, id, seen);
        var promise = promises.onAcceptance(dueOn);
        var name = directory
                .unitName(unitId)
                .orElseThrow(() -> Refusal.invalid("unknown-unit").at("/unitId"));
        var next = found.accept(new Unit(unitId, name), promise, caller, clock.instant());
        suggestions.replace(next, SuggestionEvents.accepted(next));
        return next;
    }

    Suggestion refuse(Caller caller, String id, IfMatch seen, String reason) {
        var next = read(caller, id, seen).refuse(reason, caller, clock.instant());
        suggestions.replace(next, SuggestionEvents.refused(next));
        return next;
    }

    Suggestion answer(Caller caller, String id, IfMatch seen, String text) {
        var next = read(caller, id, seen).answer(text, caller, clock.instant());
        suggestions.replace(next, SuggestionEvents.answered(next));
        return next;
    }

    /**
     * Opens the task first, then remembers it. When the first fails nothing has changed; when only the second fails,
     * doing it again finds the same task, because a task is opened once per origin.
     */
    Suggestion adopt(
            Caller caller, String id, IfMatch seen, String taskTitle, String leadUnitId, @Nullable LocalDate dueOn) {
        var found = suggestions.get(caller, id);
        if (found.adoptedAs(taskTitle, leadUnitId)) {
            return found;
        }
        seen.require(found);
        found.requireAdoptable(taskTitle, leadUnitId, caller);
        var submission = found.submission();
        var taskId = tasks.open(
                SuggestionIntake.ORIGIN,
                id,
                taskTitle,
                PlainText.withoutPersonalNumbers(submission.title() + "\n" + submission.body()),
                leadUnitId,
                dueOn,
                caller.name());
        var next = found.adopt(new Adoption(clock.instant(), taskId, taskTitle, leadUnitId), caller);
        suggestions.replace(next, SuggestionEvents.adopted(next));
        return next;
    }

    private Suggestion read(Caller caller, String id, IfMatch seen) {
        var found = suggestions.get(caller, id);
        seen.require(found);
        return found;
    }
}
