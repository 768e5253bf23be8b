package io.sanhang.task.matter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long papers stay at each unit (K40). */
record Flow(List<Row> rows) {

    /** The legs of one matter, and whether it was answered after its day. */
    record Way(List<Matter.Leg> legs, boolean late) {}

    /**
     * @param ended stays that have ended
     * @param here matters that are there now
     * @param medianHours of stays that have ended, whole hours; absent without any
     * @param longHours nine of ten stays were no longer
     * @param late matters answered after their day that ended at this unit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String unitId,
            String unitName,
            int ended,
            int here,
            @Nullable Long medianHours,
            @Nullable Long longHours,
            int late) {}

    private static final class Stays {
        private final String name;
        private final List<Long> hours = new ArrayList<>();
        private int here;
        private int late;

        private Stays(String name) {
            this.name = name;
        }
    }

    /** The slowest first. */
    static Flow of(Iterable<Way> ways) {
        var units = new LinkedHashMap<String, Stays>();
        for (var way : ways) {
            @Nullable Stays last = null;
            for (var leg : way.legs) {
                var stays = units.computeIfAbsent(leg.unitId(), id -> new Stays(leg.unitName()));
                last = stays;
                if (leg.out() == null) {
                    stays.here++;
                } else {
                    stays.hours.add(Duration.between(leg.in(), leg.out()).toHours());
                }
            }
            if (way.late && last != null) {
                last.late++;
            }
        }
        return new Flow(units.entrySet().stream()
                .map(Flow::row)
                .sorted(Comparator.comparing(
                        (Row row) -> row.medianHours == null ? -1 : row.medianHours, Comparator.reverseOrder()))
                .toList());
    }

    private static Row row(Map.Entry<String, Stays> unit) {
        var stays = unit.getValue();
        stays.hours.sort(null);
        return new Row(
                unit.getKey(),
                stays.name,
                stays.hours.size(),
                stays.here,
                at(stays.hours, 50),
                at(stays.hours, 90),
                stays.late);
    }

    /** The smallest value that so many percent do not exceed. */
    static @Nullable Long at(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }
}
