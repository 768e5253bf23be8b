package io.sanhang.task.demo;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.Task;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few weeks in the life of a task, told through its own steps: what could not have happened cannot be told. Every
 * step is dated in the past and on a working hour.
 */
final class DemoHistory {

    /** The clerks of the demo county's units; the accounts are those of identity-service's demo. */
    static final Map<String, Caller> CLERKS = Map.of(
            "u-edu", clerk("edu", "u-edu", "教体局经办人"),
            "u-health", clerk("health", "u-health", "卫健局经办人"),
            "u-hr", clerk("hr", "u-hr", "人社局经办人"),
            "u-env", clerk("env", "u-env", "营商环境局经办人"),
            "u-market", clerk("market", "u-market", "市场监管局经办人"),
            "u-t1", clerk("town1", "u-t1", "柳河镇经办人"));

    static final Caller OFFICE = new Caller("a-office", "督查室", Set.of("OFFICE"), "u-office", Set.of());

    /** Keeps a file in the name of the clerk who shows it. */
    interface Evidences {
        Evidence of(Caller by, String name, String text);
    }

    /** How a task fares. Told in turn over the ledger, so that every state has something to show. */
    enum Story {
        WAITING,
        SIGNED,
        STARTED,
        ADVANCED,
        CLOSED,
        APPLIED,
        RETURNED,
        STUCK,
        EXTENSION_ASKED,
        SUSPENDED
    }

    private final ZonedDateTime now;
    private final Evidences evidences;

    /** @param now when the demo is loaded; everything happened before */
    DemoHistory(Instant now, Evidences evidences) {
        this.now = now.atZone(ZoneId.of("Asia/Shanghai"));
        this.evidences = evidences;
    }

    /**
     * The task as it stands at the end of the story; untouched while it has no unit.
     *
     * @param turn whose turn it is among the clerks with an account; where no unit has one, its lead unit goes on
     */
    Task tell(Task task, Story story, int turn) {
        var clerks = task.assignment().units().stream()
                .filter(CLERKS::containsKey)
                .map(CLERKS::get)
                .toList();
        if (!clerks.isEmpty()) {
            return told(task, story, clerks.get(turn % clerks.size()));
        }
        return task.assignment().leadUnits().stream()
                .filter(unit -> unit.id() != null)
                .findFirst()
                .map(unit -> told(task, story, clerkOf(unit)))
                .orElse(task);
    }

    private static Caller clerkOf(Party unit) {
        var id = String.valueOf(unit.id());
        return clerk("clerk-" + id.substring(2), id, unit.name() + "经办人");
    }

    /** The office gives a task to a unit that the plan did not name. */
    Task assigned(Task task, List<Party> lead, String postId) {
        return task.assign(lead, List.of(), postId, act(OFFICE, task, "assign", 28, 10));
    }

    private Task told(Task task, Story story, Caller by) {
        return switch (story) {
            case WAITING -> task;
            case SIGNED -> signed(task, by);
            case STARTED -> started(task, by);
            case ADVANCED -> advanced(task, by);
            case STUCK -> stuck(task, by);
            case EXTENSION_ASKED -> extensionAsked(task, by);
            case SUSPENDED -> started(task, by).suspend("等待上级规划批复，批复后恢复。", act(OFFICE, task, "suspend", 6, 9));
            case APPLIED -> applied(task, by);
            case CLOSED -> applied(task, by).close("材料齐全，成效属实，同意销号。", act(OFFICE, task, "close", 3, 15));
            case RETURNED ->
                applied(task, by).returnToUnits("缺少群众或企业的反馈材料，请补充后再报。", act(OFFICE, task, "return", 2, 10));
        };
    }

    private Task signed(Task task, Caller by) {
        return task.signFor(act(by, task, "sign", 26, 9));
    }

    private Task started(Task task, Caller by) {
        return DemoNumbers.grown(signed(task, by), 25, act(by, task, "first-numbers", 20, 15))
                .reportProgress("已召开专题会议，明确了分管领导、具体科室和完成时限，工作台账已经建立。", 20, List.of(), act(by, task, "first", 20, 16));
    }

    private Task advanced(Task task, Caller by) {
        var photo = evidences.of(by, "阶段工作小结.txt", "阶段工作小结\n一、已完成的工作\n二、存在的问题\n三、下一步安排\n");
        return DemoNumbers.grown(started(task, by), 55, act(by, task, "numbers", 8, 10))
                .reportProgress("已完成过半，参加人员和服务对象反映良好，阶段小结见附件。", 60, List.of(photo), act(by, task, "second", 9, 11));
    }

    private Task stuck(Task task, Caller by) {
        return started(task, by).raiseDifficulty("涉及两个单位的数据还没有打通，需要牵头部门协调共享。", act(by, task, "stuck", 4, 14));
    }

    private Task extensionAsked(Task task, Caller by) {
        var started = started(task, by);
        var dueOn = started.duty().dueOn();
        return dueOn == null
                ? started
                : started.askExtension(dueOn.plusDays(14), "连续降雪，现场工作停了一周。", act(by, task, "extension", 2, 16));
    }

    private Task applied(Task task, Caller by) {
        var proof = evidences.of(by, "完成情况说明.txt", "完成情况说明\n各项措施均已落实，相关通知、签到和照片已归档备查。\n");
        return advanced(task, by)
                .applyCloseOut(
                        "各项措施已经落实，佐证材料见附件，申请销号。", "差的部分已经列入下一步工作，按月报送。", List.of(proof), act(by, task, "apply", 5, 10));
    }

    Evidence evidence(Caller by, String name, String text) {
        return evidences.of(by, name, text);
    }

    Act act(Caller by, Task task, String step, int daysAgo, int hour) {
        return act(by, task.id(), step, daysAgo, hour);
    }

    Act act(Caller by, String taskId, String step, int daysAgo, int hour) {
        var id = Ids.derived("demo", taskId, step);
        return new Act(id, id, by, at(daysAgo, hour));
    }

    LocalDate day(int daysAgo) {
        return LocalDate.ofInstant(at(daysAgo, 9), now.getZone());
    }

    /** Weekends are moved to the Friday before. */
    Instant at(int daysAgo, int hour) {
        var day = now.toLocalDate().minusDays(daysAgo);
        var weekend = Math.max(0, day.getDayOfWeek().getValue() - 5);
        return day.minusDays(weekend)
                .atTime(LocalTime.of(hour, 20))
                .atZone(now.getZone())
                .toInstant();
    }

    private static Caller clerk(String account, String unit, String name) {
        return new Caller("a-" + account, name, Set.of("DEPARTMENT"), unit, Set.of());
    }
}
