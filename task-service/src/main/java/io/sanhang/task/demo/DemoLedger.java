package io.sanhang.task.demo;

import io.sanhang.task.demo.DemoHistory.Story;
import io.sanhang.task.task.State;
import io.sanhang.task.task.Task;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gives each task of the demo plan its story, its group and, where the plan names no day, one that the office has set:
 * so that every state, light and button has something to show.
 */
final class DemoLedger {

    /** Told in this order over the plan, again and again. */
    private static final List<Story> STORIES = List.of(
            Story.ADVANCED,
            Story.WAITING,
            Story.STARTED,
            Story.CLOSED,
            Story.STUCK,
            Story.SIGNED,
            Story.APPLIED,
            Story.RETURNED,
            Story.EXTENSION_ASKED,
            Story.SUSPENDED);

    /** Days from the day of loading; the second is overdue, the third about to be. */
    private static final List<Integer> DUE_IN_DAYS = List.of(24, -2, 2, 60, 9, 33, 5, 17);

    /** Key tasks name a group, not a unit; the office gave most of them to the unit that heads the group. */
    private static final Map<String, String> HEADS = Map.of(
            "g-finance", "u-ndrc",
            "g-park", "u-park",
            "g-industry", "u-invest",
            "g-city", "u-house",
            "g-people", "u-edu",
            "g-social", "u-hr",
            "g-business", "u-env",
            "g-trade", "u-trade",
            "g-paper", "u-office");

    private final DemoHistory history;
    private final DemoCountyUnits county;
    private final LocalDate today;

    DemoLedger(DemoHistory history, DemoCountyUnits county, LocalDate today) {
        this.history = history;
        this.county = county;
        this.today = today;
    }

    List<Task> told(List<Task> opened) {
        return IntStream.range(0, opened.size())
                .mapToObj(turn -> told(opened.get(turn), turn))
                .toList();
    }

    private Task told(Task task, int turn) {
        return history.tell(
                assigned(DemoNumbers.aimed(dated(task, turn), history.day(30))),
                STORIES.get(turn % STORIES.size()),
                turn);
    }

    private Task dated(Task task, int turn) {
        return task.duty().dueOn() != null
                ? task
                : task.due(today.plusDays(DUE_IN_DAYS.get(turn % DUE_IN_DAYS.size())));
    }

    private Task assigned(Task task) {
        var group = task.assignment().groupId();
        var head = group == null ? null : HEADS.get(group);
        if (task.state() != State.DRAFT || head == null) {
            return task;
        }
        return history.assigned(task, county.party(head), DemoCountyUnits.headPost(head));
    }
}
