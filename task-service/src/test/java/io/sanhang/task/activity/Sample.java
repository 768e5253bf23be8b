package io.sanhang.task.activity;

import io.sanhang.support.security.Caller;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;

/** The people, types and drafts that tests of records speak of. */
final class Sample {

    static final LocalDate TODAY = LocalDate.of(2026, 9, 14);
    static final Instant NOON = Instant.parse("2026-09-14T04:00:00Z");
    static final Caller OFFICE = new Caller("a-office", "张伟", Set.of("OFFICE"), "u-office", Set.of());
    static final Caller EDU = new Caller("a-edu", "王敏", Set.of("DEPARTMENT"), "u-edu", Set.of());
    static final Caller MARKET = new Caller("a-market", "赵强", Set.of("DEPARTMENT"), "u-market", Set.of());
    static final Party UNIT = new Party("u-edu", "县教育和体育局");
    static final ActivityTypes TYPES = new ActivityTypes(
            new ActivityProperties("classpath:/activity/types.json", 10, 5), new DefaultResourceLoader());

    private static final AtomicInteger ACTS = new AtomicInteger();

    /** One unit, one enterprise, one project and one closed task are there. */
    static final Draft.Names NAMES = new Draft.Names() {
        @Override
        public Draft.@Nullable Named unit(String id) {
            return id.equals("u-health") ? new Draft.Named(id, "县卫健局", List.of(id)) : null;
        }

        @Override
        public Draft.@Nullable Named enterprise(String id) {
            return id.equals("e-1") ? new Draft.Named(id, "清河面业", List.of()) : null;
        }

        @Override
        public Draft.@Nullable Named task(String id, @Nullable String only) {
            return id.equals("t-" + only) ? new Draft.Named(id, "冷链物流园", List.of("u-edu", "u-t1")) : null;
        }
    };

    private Sample() {}

    static Act act(Caller by) {
        return new Act("act-" + ACTS.incrementAndGet(), "same", by, NOON);
    }

    static Draft draft(@Nullable String title, Map<String, String> fields, Draft.Decided... decisions) {
        var lists = new HashMap<String, List<String>>();
        fields.forEach((code, word) -> lists.put(code, List.of(word)));
        return new Draft(title, TODAY, lists, List.of(decisions), List.of());
    }

    static Draft.Checked checked(String type, Draft draft) {
        return checked(type, draft, Set.of());
    }

    static Draft.Checked checked(String type, Draft draft, Set<String> decisions) {
        return draft.against(TYPES.get(type), new Draft.Around(UNIT, List.of(), TODAY, "act", decisions), NAMES);
    }

    static Draft meeting(Draft.Decided... decisions) {
        return draft("第三次协调会", Map.of("chair", "县政府分管领导", "problems", "用地指标不足"), decisions);
    }
}
