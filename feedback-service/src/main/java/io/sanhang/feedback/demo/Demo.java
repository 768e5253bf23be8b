package io.sanhang.feedback.demo;

import io.sanhang.feedback.suggestion.Suggestion;
import io.sanhang.feedback.suggestion.Suggestion.Unit;
import io.sanhang.support.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;

/** Who acts in the demo county, and when. */
final class Demo {

    static final Caller OFFICE = new Caller("a-office", "县政府办公室", Set.of("OFFICE"), "u-office", Set.of());
    static final Unit EDU = new Unit("u-edu", "县教育和体育局");
    static final Unit HEALTH = new Unit("u-health", "县卫生健康局");
    static final Unit HR = new Unit("u-hr", "县人力资源和社会保障局");
    static final Unit ENV = new Unit("u-env", "县营商环境局");
    static final Unit MARKET = new Unit("u-market", "县市场监督管理局");
    static final Unit TRAFFIC = new Unit("u-traffic", "县交通运输局");
    static final Unit HOUSE = new Unit("u-house", "县住房和城乡建设局");
    static final Unit AGRI = new Unit("u-agri", "县农业农村局");

    private Demo() {}

    static Instant daysAgo(Clock clock, int days) {
        return LocalDate.now(clock)
                .minusDays(days)
                .atTime(LocalTime.of(9, 20).plusMinutes(days * 7L))
                .atZone(clock.getZone())
                .toInstant();
    }

    /** A history that was lived through before it was first stored: version 1. */
    static Suggestion settled(Suggestion it) {
        return new Suggestion(
                it.id(),
                1,
                it.codeLookup(),
                it.fingerprint(),
                it.submission(),
                it.state(),
                it.promise(),
                it.unit(),
                it.rejection(),
                it.answers(),
                it.adoption(),
                it.taskClosedAt(),
                it.rating(),
                it.followUps(),
                it.timeline());
    }
}
