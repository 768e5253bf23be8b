package io.sanhang.task.rectification;

import io.sanhang.contracts.evaluation.RectificationOrdered;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.task.task.Origin;
import io.sanhang.task.task.OriginTasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An order of inspectors is a rectification under supervision (A098, A119); the order's id keeps it one task. */
@Configuration(proxyBeanMethods = false)
class RectificationReactions {

    private final OriginTasks tasks;

    RectificationReactions(OriginTasks tasks) {
        this.tasks = tasks;
    }

    @Bean
    EventHandlers whenRectificationsAreOrdered() {
        return new EventHandlers().on(RectificationOrdered.class, this::open);
    }

    void open(Delivery<RectificationOrdered> ordered) {
        var order = ordered.event();
        tasks.rectification(
                new Origin("inspection", order.orderId()),
                "整改：" + order.title(),
                order.text(),
                order.unitId(),
                order.dueOn(),
                order.orderedBy());
    }
}
