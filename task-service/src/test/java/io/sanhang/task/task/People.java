package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The people and tasks the tests speak of. */
final class People {

    static final Instant NOON = Instant.parse("2026-09-14T04:00:00Z");

    static final Caller EDU = department("a-edu", "王敏", "u-edu");
    static final Caller HEALTH = department("a-health", "李红", "u-health");
    static final Caller MARKET = department("a-market", "赵强", "u-market");
    static final Caller OFFICE = new Caller("a-office", "张伟", Set.of("OFFICE"), "u-office", Set.of());
    static final Caller LEADER = new Caller("a-leader", "孙平", Set.of("LEADER"), null, Set.of("u-edu"));

    private static final AtomicInteger ACTS = new AtomicInteger();

    private People() {}

    static Caller department(String id, String name, String unit) {
        return new Caller(id, name, Set.of("DEPARTMENT"), unit, Set.of());
    }

    static Act act(Caller by) {
        return act(by, "act-" + ACTS.incrementAndGet());
    }

    static Act act(Caller by, String id) {
        return new Act(id, "same", by, NOON);
    }

    /** Led by education, with health responsible. */
    static Task assigned() {
        return Task.open("t-1", duty(), between(), act(OFFICE));
    }

    static Assignment between() {
        return Assignment.of(
                List.of(new Party("u-edu", "县教育和体育局")),
                List.of(new Party("u-health", "县卫健局"), new Party(null, "县直各有关部门")));
    }

    static Duty duty() {
        return Duty.of("每月举办一次业务讲堂", "各单位每月至少举办一次业务讲堂。", TaskKind.ROUTINE)
                .on(Voyage.START)
                .due(LocalDate.of(2026, 12, 31));
    }

    static List<Evidence> evidence() {
        return List.of(new Evidence("f-1", "讲堂签到表.pdf", 1024));
    }
}
