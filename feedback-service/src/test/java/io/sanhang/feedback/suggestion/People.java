package io.sanhang.feedback.suggestion;

import io.sanhang.feedback.suggestion.Submission.Kind;
import io.sanhang.feedback.suggestion.Submission.Submitter;
import io.sanhang.feedback.suggestion.Suggestion.Unit;
import io.sanhang.support.crypto.CryptoProperties;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.security.Caller;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who appears in these tests. */
final class People {

    static final Caller OFFICE = new Caller("a-office", "办公室甲", Set.of("OFFICE"), "u-office", Set.of());
    static final Caller EDU_CLERK = new Caller("a-edu", "教体局乙", Set.of("DEPARTMENT"), "u-edu", Set.of());
    static final Caller HEALTH_CLERK = new Caller("a-health", "卫健局丙", Set.of("DEPARTMENT"), "u-health", Set.of());
    static final Unit EDU = new Unit("u-edu", "县教育和体育局");
    static final Unit HEALTH = new Unit("u-health", "县卫生健康局");
    static final Instant MONDAY = Instant.parse("2026-09-14T01:00:00Z");
    static final PersonalData SECRETS = new PersonalData(
            new CryptoProperties(CryptoProperties.Suite.SM, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    static final Promise TEN_DAYS = Promise.onAcceptance(LocalDate.of(2026, 9, 14), 10, new WorkingCalendar());

    private People() {}

    static Submission submission(String title, String body, @Nullable String phone) {
        return new Submission(Kind.IDEA, Submitter.CITIZEN, title, body, phone, true, null, MONDAY);
    }

    static Suggestion received() {
        var sent = submission("放学时借用广场停车位", "学校门口放学时堵车，旁边广场车位空着，建议借用。", null);
        return Suggestion.receive("s1", "lookup", "print", sent, TEN_DAYS);
    }

    static Suggestion accepted() {
        return received().accept(EDU, TEN_DAYS, OFFICE, MONDAY);
    }

    static Suggestion answered() {
        return accepted().answer("已与广场协商，从下周一起放学时开放。", EDU_CLERK, MONDAY);
    }
}
