package io.sanhang.task.task;

import io.sanhang.support.time.WorkingCalendar;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a milestone will be reached as things stand: one that slips pushes all later ones by as many working days, until
 * one of them is reached or moved (A051). Computed when read, never stored.
 *
 * @param on the day it was done, or the day it can be expected
 * @param late so many working days after the day that was first promised
 * @param slips whether it is expected later than planned
 */
record Forecast(LocalDate on, int late, boolean slips, Light light) {

    static List<Forecast> of(Task task, LocalDate today, WorkingCalendar calendar) {
        var all = new ArrayList<Forecast>();
        var late = 0;
        for (var one : task.schedule().milestones()) {
            var on = expected(one, late, today, calendar);
            late = Math.max(0, calendar.workdaysBetween(one.promisedOn(), on));
            var slips = !one.isDone() && on.isAfter(one.dueOn());
            all.add(new Forecast(on, late, slips, light(one, on, task, today, calendar)));
        }
        return all;
    }

    private static LocalDate expected(Milestone one, int late, LocalDate today, WorkingCalendar calendar) {
        var done = one.done();
        if (done != null) {
            return done.on();
        }
        var pushed = late == 0 ? one.dueOn() : calendar.addWorkdays(one.promisedOn(), late);
        return latest(latest(pushed, one.dueOn()), today);
    }

    private static Light light(Milestone one, LocalDate on, Task task, LocalDate today, WorkingCalendar calendar) {
        var done = one.done();
        if (done != null) {
            var late = calendar.workdaysBetween(one.dueOn(), done.on());
            var words =
                    !done.on().isAfter(one.dueOn()) ? "按时完成" : late == 0 ? "休息日内完成" : "晚了 %d 个工作日完成".formatted(late);
            return new Light(Light.Colour.NONE, words);
        }
        var usual = Light.of(task.state(), one.dueOn(), today, calendar::isWorkday);
        if (usual.colour() == Light.Colour.NONE || !on.isAfter(one.dueOn())) {
            return usual;
        }
        if (one.dueOn().isBefore(today)) {
            return new Light(Light.Colour.RED, "已过 %d 天，还没完成".formatted(ChronoUnit.DAYS.between(one.dueOn(), today)));
        }
        var end = task.duty().dueOn();
        var over = end != null && on.isAfter(end);
        return new Light(
                over ? Light.Colour.RED : Light.Colour.YELLOW,
                "前面的节点拖后，预计顺延到%s%s".formatted(Days.words(on), over ? "，超过任务期限" : ""));
    }

    private static LocalDate latest(LocalDate one, @Nullable LocalDate other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
