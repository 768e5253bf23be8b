package io.sanhang.feedback.demo;

import io.sanhang.feedback.suggestion.Promise;
import io.sanhang.feedback.suggestion.Submission;
import io.sanhang.feedback.suggestion.Submission.Kind;
import io.sanhang.feedback.suggestion.Submission.Submitter;
import io.sanhang.feedback.suggestion.Suggestion;
import io.sanhang.feedback.suggestion.Suggestion.FollowUp;
import io.sanhang.feedback.suggestion.Suggestion.Unit;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.security.Caller;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One suggestion's life, told in days before today; it goes through the same rules as a real one. */
final class Story {

    private static final int DECIDE_WITHIN = 3;
    private static final int ANSWER_WITHIN = 10;

    private final Clock clock;
    private final WorkingCalendar calendar;
    private final PersonalData secrets;
    private Suggestion now;

    Story(
            String id,
            String codeLookup,
            Clock clock,
            WorkingCalendar calendar,
            PersonalData secrets,
            int daysAgo,
            Kind kind,
            Submitter submitter,
            String title,
            String body) {
        this.clock = clock;
        this.calendar = calendar;
        this.secrets = secrets;
        var sent = new Submission(kind, submitter, title, body, null, true, null, Demo.daysAgo(clock, daysAgo));
        now = Suggestion.receive(
                id,
                codeLookup,
                "demo",
                sent,
                Promise.onReception(day(daysAgo), DECIDE_WITHIN, ANSWER_WITHIN, calendar));
    }

    Story phone(String phone) {
        var sent = now.submission();
        var known =
                new Submission(sent.kind(), sent.submitter(), sent.title(), sent.body(), phone, true, null, sent.at());
        now = Suggestion.receive(now.id(), now.codeLookup(), now.fingerprint(), known.sealed(secrets), now.promise());
        return this;
    }

    Story accepted(int daysAgo, Unit unit) {
        var promise = Promise.onAcceptance(day(daysAgo), ANSWER_WITHIN, calendar);
        now = now.accept(unit, promise, Demo.OFFICE, Demo.daysAgo(clock, daysAgo));
        return this;
    }

    Story refused(int daysAgo, String reason) {
        now = now.refuse(reason, Demo.OFFICE, Demo.daysAgo(clock, daysAgo));
        return this;
    }

    Story answered(int daysAgo, String text) {
        var unit = now.unit();
        if (unit == null) {
            throw new IllegalStateException("Nobody has been asked to answer " + now.id());
        }
        var clerk = new Caller("a-" + unit.id().substring(2), unit.name(), Set.of("DEPARTMENT"), unit.id(), Set.of());
        now = now.answer(text, clerk, Demo.daysAgo(clock, daysAgo));
        return this;
    }

    Story rated(int daysAgo, int level, @Nullable String reason) {
        now = now.rate(level, reason, Demo.daysAgo(clock, daysAgo));
        return this;
    }

    Story followedUp(int daysAgo, String text) {
        var again = Promise.onAcceptance(day(daysAgo), ANSWER_WITHIN, calendar);
        now = now.followUp(new FollowUp("demo", Demo.daysAgo(clock, daysAgo), text), again);
        return this;
    }

    Suggestion done() {
        return Demo.settled(now);
    }

    private LocalDate day(int daysAgo) {
        return LocalDate.now(clock).minusDays(daysAgo);
    }
}
