package io.sanhang.task.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.task.task.TaskService.Ask;
import io.sanhang.task.task.TaskService.InCharge;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What the office sets out of a task besides its units: its words and lists, who is in charge, what holds it up. */
@Service
class ShapingService {

    /** What an edit leaves out stays as it is. */
    record Changes(
            @Nullable String title,
            @Nullable String text,
            @Nullable List<String> measures,
            @Nullable List<String> tags,
            @Nullable Level level,
            @Nullable LocalDate dueOn) {

        Duty of(Duty duty) {
            var particulars = duty.particulars();
            return duty.said(or(title, duty.title()), or(text, duty.text()))
                    .due(dueOn == null ? duty.dueOn() : dueOn)
                    .asking(duty.requirements()
                            .with(or(measures, duty.requirements().measures())))
                    .with(new Particulars(
                            level == null ? particulars.level() : level,
                            or(tags, particulars.tags()),
                            particulars.legacy()));
        }

        private static <T> T or(@Nullable T given, T otherwise) {
            return given == null ? otherwise : given;
        }
    }

    private final TaskService tasks;
    private final LeaderPosts posts;
    private final Tags tags;

    ShapingService(TaskService tasks, LeaderPosts posts, Tags tags) {
        this.tasks = tasks;
        this.posts = posts;
        this.tags = tags;
    }

    Task edit(String id, Changes changes, Ask ask) {
        tasks.requireFuture(changes.dueOn);
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("edit", changes),
                (task, act) -> {
                    var next = changes.of(task.duty());
                    tags.require(
                            next.particulars().tags(), task.duty().particulars().tags());
                    return task.edit(next, act);
                },
                task -> told(task, "任务内容有修改"));
    }

    Task list(String id, List<Legacy.Item> items, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("lists", items),
                (task, act) -> task.list(items, act),
                task -> told(task, "任务、责任、措施三张清单有修改"));
    }

    Task putInCharge(String id, InCharge ids, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("charge", ids),
                (task, act) -> task.putInCharge(posts.charge(ids), act),
                task -> told(task, "已确定包保领导和工作专班"));
    }

    Task changeLeader(String id, String postId, String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("leader", postId, reason),
                (task, act) -> task.changeLeader(posts.leader(postId), reason, act),
                task -> told(task, "包保领导有变动"));
    }

    Task changeForce(String id, String name, List<String> memberPostIds, String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("force", name, memberPostIds, reason),
                (task, act) -> task.changeForce(posts.force(name, memberPostIds), reason, act),
                task -> told(task, "工作专班有调整"));
    }

    Task constrain(String id, String text, String needed, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("constrain", text, needed),
                (task, act) -> task.constrain(text, needed, act),
                // The office coordinates what a unit cannot remove alone.
                task -> List.of(TaskEvents.stuck(task, ask.by(), "%s（需要：%s）".formatted(text, needed))));
    }

    Task liftConstraint(String id, String constraintId, String note, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("lift", constraintId, note),
                (task, act) -> task.liftConstraint(constraintId, note, act),
                task -> told(task, "制约因素已解除：" + note));
    }

    Task check(String id, boolean passed, @Nullable String note, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("check", String.valueOf(passed), String.valueOf(note)),
                (task, act) -> task.check(passed, note, act),
                task -> List.of(
                        passed ? TaskEvents.changed(task, "整改复查合格") : TaskEvents.returned(task, "复查不合格：" + note)));
    }

    /** Nobody hears of a draft. */
    private static List<DomainEvent> told(Task task, String change) {
        return task.state() == State.DRAFT ? List.of() : List.of(TaskEvents.changed(task, change));
    }
}
