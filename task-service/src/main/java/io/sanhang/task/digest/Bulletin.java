package io.sanhang.task.digest;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import io.sanhang.task.activity.Period;
import io.sanhang.task.task.Act;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A bulletin (通报) of a period: drafted with its numbers, submitted, approved by a second person and thereby issued. From
 * then on it does not change, and a hash over all it says shows that it has not (A030).
 *
 * @param period the quarter's code; a quarter has one bulletin
 * @param submittedBy the account that submitted it, which may not approve it
 * @param issued what it said when it was issued; it is read from here for ever
 * @param hash SHA-256 of that
 * @param last the last act on it, so that a second click does nothing
 */
public record Bulletin(
        @BsonId String id,
        long version,
        String period,
        State state,
        Words words,
        Figures figures,
        @Nullable String submittedBy,
        @Nullable Instant issuedAt,
        @Nullable Paper issued,
        @Nullable String hash,
        List<Step> steps,
        String last)
        implements Stored {

    /** Where it stands. */
    public enum State {
        DRAFT("起草中"),
        SUBMITTED("待审签"),
        ISSUED("已印发");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the office writes; the rest is numbers.
     *
     * @param number the document number, such as 清督通〔2026〕3号
     */
    public record Words(String title, @Nullable String number, String opening, String problems, String next) {}

    /** What happened to it, the oldest first. */
    public record Step(Instant at, String byName, String what) {}

    public Bulletin {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    public static Bulletin draft(String id, String period, Words words, Figures figures, Act act) {
        var first = new Step(act.at(), act.by().name(), "起草");
        return new Bulletin(
                id, 1, period, State.DRAFT, words, figures, null, null, null, null, List.of(first), act.id());
    }

    /** @throws Refusal {@code bulletin-fixed} unless it is a draft */
    public Bulletin reword(Words next, Act act) {
        mustBe(State.DRAFT);
        return next(State.DRAFT, next, figures, null, null, "修改文字", act);
    }

    /** The numbers as they are now. */
    public Bulletin refill(Figures fresh, Act act) {
        mustBe(State.DRAFT);
        return next(State.DRAFT, words, fresh, null, null, "重新取数", act);
    }

    public Bulletin submit(Act act) {
        mustBe(State.DRAFT);
        return next(State.SUBMITTED, words, figures, act.by().id(), null, "送审", act);
    }

    /** @throws Refusal {@code reason-required} */
    public Bulletin sendBack(String reason, Act act) {
        mustBe(State.SUBMITTED);
        if (reason.isBlank()) {
            throw Refusal.invalid("reason-required").at("/reason");
        }
        return next(State.DRAFT, words, figures, null, null, "退回修改：" + reason, act);
    }

    /** @throws Refusal {@code second-approver} for whoever submitted it */
    public Bulletin issue(Act act) {
        mustBe(State.SUBMITTED);
        if (act.by().id().equals(submittedBy)) {
            throw Refusal.forbidden("second-approver");
        }
        return next(State.ISSUED, words, figures, submittedBy, act.at(), "审签印发", act);
    }

    /** What it says. */
    Paper paper() {
        return issued == null ? Paper.of(Period.of(period), words, figures) : issued;
    }

    /** True while nothing of what was issued has been altered. */
    boolean isIntact() {
        return hash == null || hash.equals(paper().hash());
    }

    List<String> allowedTo(Caller caller) {
        if (!caller.isOffice()) {
            return List.of();
        }
        return switch (state) {
            case DRAFT -> List.of("reword", "refill", "submit");
            case SUBMITTED -> caller.id().equals(submittedBy) ? List.of("return") : List.of("return", "issue");
            case ISSUED -> List.of();
        };
    }

    private Bulletin next(
            State to,
            Words say,
            Figures count,
            @Nullable String submitter,
            @Nullable Instant at,
            String what,
            Act act) {
        var done = Stream.concat(
                        steps.stream(), Stream.of(new Step(act.at(), act.by().name(), what)))
                .toList();
        var next = new Bulletin(id, version + 1, period, to, say, count, submitter, at, null, null, done, act.id());
        return to == State.ISSUED ? next.sealed() : next;
    }

    private Bulletin sealed() {
        var paper = paper();
        return new Bulletin(
                id, version, period, state, words, figures, submittedBy, issuedAt, paper, paper.hash(), steps, last);
    }

    private void mustBe(State wanted) {
        if (state != wanted) {
            throw Refusal.conflict("bulletin-fixed", state.words);
        }
    }
}
