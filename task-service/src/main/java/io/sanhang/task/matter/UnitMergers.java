package io.sanhang.task.matter;

import io.sanhang.contracts.directory.UnitMerged;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.security.Caller;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.UnitTasks;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** A unit is merged into another: what is open goes along, what is over keeps the old name. */
@Component
class UnitMergers {

    private final UnitTasks tasks;
    private final MatterRepository matters;

    UnitMergers(UnitTasks tasks, MatterRepository matters) {
        this.tasks = tasks;
        this.matters = matters;
    }

    /** What has moved is not found again, so a delivery that broke off is taken once more. */
    void on(Delivery<UnitMerged> delivery) {
        var event = delivery.event();
        var note = "%s并入%s".formatted(event.unitName(), event.intoUnitName());
        var system = new Caller("directory", "组织机构名录", Set.of(), null, Set.of());
        var act = new Act(delivery.id(), delivery.id(), system, delivery.occurredAt());
        tasks.moveAll(event.unitId(), new Party(event.intoUnitId(), event.intoUnitName()), note, act);
        matters.runningAt(event.unitId())
                .forEach(matter ->
                        matters.replace(matter.takenOver(event.intoUnitId(), event.intoUnitName(), note, act)));
    }

    /** What this feature listens to. */
    @Configuration(proxyBeanMethods = false)
    static class Reactions {
        @Bean
        EventHandlers mergerReactions(UnitMergers mergers) {
            return new EventHandlers().on(UnitMerged.class, mergers::on);
        }
    }
}
