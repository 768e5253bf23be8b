package io.sanhang.feedback.neighbours;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The part of task-service's interface that is used here; {@link TaskDesk} alone calls it. */
@FeignClient(name = "task-service", url = "${sanhang.neighbours.task}")
interface TaskClient {

    record Origin(String kind, String id) {}

    record NewTask(
            Origin origin,
            String title,
            String text,
            String leadUnitId,
            List<String> responsibleUnitIds,
            @Nullable LocalDate dueOn,
            String decidedBy) {}

    record Opened(String id) {}

    @PostMapping("/api/task/internal/tasks")
    Opened open(@RequestBody NewTask task);
}
