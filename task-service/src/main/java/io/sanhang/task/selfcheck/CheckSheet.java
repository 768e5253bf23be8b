package io.sanhang.task.selfcheck;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What one unit fills in for one round, once: a draft until it is handed in; the office may return it.
 *
 * @param version 0 as long as nothing has been saved
 */
public record CheckSheet(
        @BsonId String id,
        long version,
        String roundId,
        String unitId,
        State state,
        List<Answer> answers,
        List<Entry> history)
        implements Stored {

    /** Where a sheet stands. */
    public enum State {
        MISSING("missing", "还没填"),
        DRAFT("draft", "草稿"),
        SUBMITTED("submitted", "已提交"),
        RETURNED("returned", "已退回");

        private final String code;
        private final String words;

        State(String code, String words) {
            this.code = code;
            this.words = words;
        }

        String code() {
            return code;
        }

        String words() {
            return words;
        }
    }

    /** @param point the point's code */
    public record Answer(
            String point,
            @Nullable Judgement judgement,
            @Nullable String text) {}

    /** @param id of the act, by which a second click is known */
    public record Entry(
            String id,
            String fingerprint,
            Instant at,
            String byName,
            State to,
            @Nullable String note) {}

    private record Fault(String pointer, String message) {}

    public CheckSheet {
        answers = answers == null ? List.of() : List.copyOf(answers);
        history = history == null ? List.of() : List.copyOf(history);
    }

    static CheckSheet blank(String roundId, String unitId) {
        return new CheckSheet(id(roundId, unitId), 0, roundId, unitId, State.MISSING, List.of(), List.of());
    }

    /** Two clerks of a unit fill in the same sheet. */
    static String id(String roundId, String unitId) {
        return Ids.derived("check-sheet", roundId, unitId);
    }

    /** What is not finished may be kept; a returned sheet stays returned until it is handed in again. */
    CheckSheet saved(List<Answer> next, CheckRound round, Act act, LocalDate today) {
        guard(round, act, today);
        known(next, round);
        var to = state == State.RETURNED ? State.RETURNED : State.DRAFT;
        return new CheckSheet(id, version + 1, roundId, unitId, to, next, history);
    }

    /** @throws Refusal {@code check-sheet-incomplete} with every point that still lacks something */
    CheckSheet submitted(List<Answer> next, CheckRound round, Act act, LocalDate today) {
        guard(round, act, today);
        known(next, round);
        var faults = faults(next, round);
        if (!faults.isEmpty()) {
            throw Refusal.invalid("check-sheet-incomplete", faults.size()).with("errors", faults);
        }
        return moved(State.SUBMITTED, next, act, null);
    }

    /** What the unit had begun goes on with the one that took over. */
    CheckSheet goingOn(String into, String note, Act act) {
        var entry = new Entry(act.id(), act.fingerprint(), act.at(), act.by().name(), state, note);
        return new CheckSheet(
                id(roundId, into),
                1,
                roundId,
                into,
                state,
                answers,
                Stream.concat(history.stream(), Stream.of(entry)).toList());
    }

    /** @throws Refusal {@code illegal-check-step} for one that was not handed in */
    CheckSheet returned(String reason, Act act) {
        if (state != State.SUBMITTED) {
            throw Refusal.conflict("illegal-check-step", state.words, "退回");
        }
        return moved(State.RETURNED, answers, act, reason);
    }

    /** Time is up for those who have not handed in; who was returned may still put it right. */
    boolean mayBeFilledIn(CheckRound round, LocalDate today) {
        return state == State.RETURNED || state != State.SUBMITTED && round.state(today) == CheckRound.State.OPEN;
    }

    Optional<Answer> answer(String point) {
        return answers.stream().filter(answer -> answer.point.equals(point)).findFirst();
    }

    Optional<Entry> entryOf(String actId) {
        return history.stream().filter(entry -> entry.id.equals(actId)).findFirst();
    }

    /** The newest entry that led to a state. */
    Optional<Entry> last(State to) {
        return history.stream().filter(entry -> entry.to == to).reduce((before, after) -> after);
    }

    private void guard(CheckRound round, Act act, LocalDate today) {
        if (!unitId.equals(act.by().unitId()) || !round.asks(unitId)) {
            throw Refusal.forbidden("not-your-check");
        }
        if (state == State.SUBMITTED) {
            throw Refusal.conflict("illegal-check-step", state.words, "修改");
        }
        if (!mayBeFilledIn(round, today)) {
            throw Refusal.conflict("check-round-not-open", round.opensOn(), round.closesOn());
        }
    }

    private static void known(List<Answer> answers, CheckRound round) {
        var points = round.parts().stream()
                .flatMap(part -> part.points().stream())
                .map(CheckForm.Point::code)
                .toList();
        for (var i = 0; i < answers.size(); i++) {
            if (!points.contains(answers.get(i).point)) {
                throw Refusal.invalid("no-such-check-point").at("/answers/" + i);
            }
        }
    }

    private static List<Fault> faults(List<Answer> answers, CheckRound round) {
        Map<String, Answer> given = new HashMap<>();
        answers.forEach(answer -> given.put(answer.point, answer));
        var faults = new ArrayList<Fault>();
        for (var part : round.parts()) {
            for (var point : part.points()) {
                var missing = missing(part, given.get(point.code()));
                if (missing != null) {
                    faults.add(new Fault(
                            "/answers/" + point.code(), "%s“%s”：%s".formatted(part.title(), point.words(), missing)));
                }
            }
        }
        return faults;
    }

    private static @Nullable String missing(CheckForm.Part part, @Nullable Answer answer) {
        var text = answer == null ? "" : Objects.requireNonNullElse(answer.text, "");
        if (!part.judged()) {
            return text.isBlank() ? "请写答复" : null;
        }
        if (answer == null || answer.judgement == null) {
            return "请选做到了没有";
        }
        return answer.judgement != Judgement.DONE && text.isBlank() ? "没有完全做到的，请写差在哪里" : null;
    }

    private CheckSheet moved(State to, List<Answer> next, Act act, @Nullable String note) {
        var entry = new Entry(act.id(), act.fingerprint(), act.at(), act.by().name(), to, note);
        return new CheckSheet(
                id,
                version + 1,
                roundId,
                unitId,
                to,
                next,
                Stream.concat(history.stream(), Stream.of(entry)).toList());
    }
}
