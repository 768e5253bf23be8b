package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** A unit cannot go on alone: the lead units and the office should look. */
@EventName("task.difficulty-raised.v1")
public record TaskDifficultyRaised(String taskId, String title, String unitId, List<String> leadUnitIds, String text)
        implements DomainEvent {}
