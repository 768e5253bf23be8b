package io.sanhang.task.roster;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.activity.ActivityRepository;
import io.sanhang.task.activity.ActivityRepository.Visits;
import io.sanhang.task.activity.Period;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.roster.Enterprise.Profile;
import io.sanhang.task.roster.RosterText.Rejected;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Keeping the roster, and how far the visits of a period cover it (A025). */
@Service
public class RosterService {

    /** The type of record that counts as a visit. */
    private static final String VISIT = "enterprise-visit";

    /** @param rejected the lines that were not taken, word for word */
    public record Imported(int added, int changed, int unchanged, List<Rejected> rejected) {}

    /** @param percent with one place; absent while the roster is empty */
    record Coverage(long total, long visited, @Nullable String percent) {}

    record Listed(Page<Enterprise> page, Map<String, Visits> visits, Coverage coverage) {}

    private final EnterpriseRepository enterprises;
    private final ActivityRepository activities;
    private final Directory directory;
    private final Clock clock;

    RosterService(EnterpriseRepository enterprises, ActivityRepository activities, Directory directory, Clock clock) {
        this.enterprises = enterprises;
        this.activities = activities;
        this.directory = directory;
        this.clock = clock;
    }

    Period period(@Nullable String code) {
        return code == null || code.isBlank() ? Period.Length.YEAR.of(today()) : Period.of(code);
    }

    Listed list(EnterpriseRepository.Query query, Period period, PageRequest page) {
        var visits = activities.countAbout(VISIT, period.from(), period.to());
        return new Listed(enterprises.list(query, period, visits.keySet(), page), visits, coverage(period, visits));
    }

    /** Where an enterprise with this credit code is kept. */
    public static String idOf(String creditCode) {
        return Enterprise.idOf(creditCode);
    }

    Enterprise get(String id) {
        return enterprises.get(id);
    }

    /** Each line for itself; sent again, what was taken already is unchanged. */
    Imported take(String text, Caller by) {
        var units = directory.units().entrySet().stream()
                .collect(Collectors.toMap(unit -> unit.getValue().name(), Map.Entry::getKey, (one, same) -> one));
        return take(text, units, by);
    }

    /** @param units ids of units by their names */
    public Imported take(String text, Map<String, String> units, Caller by) {
        if (text.lines().limit(RosterText.MOST_LINES + 1L).count() > RosterText.MOST_LINES) {
            throw Refusal.tooLarge("roster-too-long", RosterText.MOST_LINES);
        }
        var read = new RosterText(units).read(text);
        var rejected = new ArrayList<>(read.rejected());
        var counts = new int[3];
        for (var row : read.rows()) {
            try {
                counts[keep(row, by)]++;
            } catch (Refusal refusal) {
                rejected.add(new Rejected(row.line(), lineOf(text, row.line()), "刚被别人改过，请再导入一次"));
            }
        }
        return new Imported(counts[0], counts[1], counts[2], rejected);
    }

    Enterprise edit(String id, Profile next, Caller by, IfMatch ifMatch) {
        var before = enterprises.get(id);
        if (before.says(next)) {
            return before;
        }
        ifMatch.require(before);
        var after = before.say(next, today(), act(by));
        enterprises.replace(after);
        return after;
    }

    Enterprise retire(String id, String reason, Caller by, IfMatch ifMatch) {
        var before = enterprises.get(id);
        ifMatch.require(before);
        var after = before.retire(reason, today(), act(by));
        enterprises.replace(after);
        return after;
    }

    /** @throws Refusal {@code unknown-unit} */
    @Nullable
    Party contact(@Nullable String unitId) {
        if (unitId == null || unitId.isBlank()) {
            return null;
        }
        var unit = directory.units().get(unitId);
        if (unit == null) {
            throw Refusal.invalid("unknown-unit", unitId).at("/contactUnitId");
        }
        return new Party(unitId, unit.name());
    }

    /** 0 for added, 1 for changed, 2 for unchanged. */
    private int keep(RosterText.Row row, Caller by) {
        var before = enterprises.find(Enterprise.idOf(row.creditCode()));
        if (before.isEmpty()) {
            var since = Period.Length.YEAR.of(today()).from();
            return enterprises.insertNew(Enterprise.enter(row.creditCode(), row.profile(), since, act(by))) ? 0 : 2;
        }
        if (before.get().says(row.profile())) {
            return 2;
        }
        enterprises.replace(before.get().say(row.profile(), today(), act(by)));
        return 1;
    }

    private Coverage coverage(Period period, Map<String, Visits> visits) {
        var total = enterprises.count(period);
        var visited = enterprises.countVisited(period, visits.keySet());
        var percent = total == 0
                ? null
                : BigDecimal.valueOf(visited * 100)
                        .divide(BigDecimal.valueOf(total), 1, RoundingMode.HALF_UP)
                        .toPlainString();
        return new Coverage(total, visited, percent);
    }

    private static String lineOf(String text, int line) {
        return text.lines().skip(line - 1L).findFirst().orElse("");
    }

    private Act act(Caller by) {
        var id = Ids.random();
        return new Act(id, id, by, clock.instant());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
