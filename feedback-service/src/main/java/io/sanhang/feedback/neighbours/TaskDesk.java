package io.sanhang.feedback.neighbours;

import feign.FeignException.FeignClientException;
import io.sanhang.support.errors.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens tasks at task-service, once per origin however often it is asked. */
@Component
public class TaskDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TaskDesk.class);

    private final TaskClient tasks;

    TaskDesk(TaskClient tasks) {
        this.tasks = tasks;
    }

    /**
     * The id of the task that this origin has.
     *
     * @throws Refusal {@code task-not-taken} when task-service says no, {@code task-service-unavailable} when it says
     *     nothing
     */
    public String open(
            String originKind,
            String originId,
            String title,
            String text,
            String leadUnitId,
            @Nullable LocalDate dueOn,
            String decidedBy) {
        var task = new TaskClient.NewTask(
                new TaskClient.Origin(originKind, originId), title, text, leadUnitId, List.of(), dueOn, decidedBy);
        try {
            return tasks.open(task).id();
        } catch (RuntimeException e) {
            LOG.warn(
                    "task-service did not open a task: {}",
                    Objects.requireNonNullElse(e.getCause(), e).toString());
            throw e instanceof FeignClientException || e.getCause() instanceof FeignClientException
                    ? Refusal.conflict("task-not-taken")
                    : Refusal.unavailable("task-service-unavailable");
        }
    }
}
