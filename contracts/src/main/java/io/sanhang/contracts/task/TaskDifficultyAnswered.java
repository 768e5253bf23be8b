package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** The office has answered a difficulty that a unit raised. */
@EventName("task.difficulty-answered.v1")
public record TaskDifficultyAnswered(String taskId, String title, List<String> unitIds, String text)
        implements DomainEvent {}
