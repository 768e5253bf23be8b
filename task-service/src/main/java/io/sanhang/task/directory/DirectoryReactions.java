package io.sanhang.task.directory;

import io.sanhang.contracts.directory.PostRenamed;
import io.sanhang.contracts.directory.UnitMerged;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.task.directory.DirectoryFollower.Merger;
import io.sanhang.task.directory.DirectoryFollower.Renaming;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the directory says of units and posts goes to every feature that keeps some. */
@Configuration(proxyBeanMethods = false)
class DirectoryReactions {

    @Bean
    EventHandlers followed(List<DirectoryFollower> followers) {
        return new EventHandlers()
                .on(UnitMerged.class, delivery -> {
                    var merger = merger(delivery);
                    followers.forEach(each -> each.merged(merger));
                })
                .on(PostRenamed.class, delivery -> {
                    var renaming = renaming(delivery);
                    followers.forEach(each -> each.renamed(renaming));
                });
    }

    private static Merger merger(Delivery<UnitMerged> delivery) {
        var event = delivery.event();
        return new Merger(
                event.unitId(),
                event.unitName(),
                event.intoUnitId(),
                event.intoUnitName(),
                delivery.id(),
                delivery.occurredAt());
    }

    private static Renaming renaming(Delivery<PostRenamed> delivery) {
        var event = delivery.event();
        return new Renaming(event.postId(), event.formerTitle(), event.title(), delivery.id(), delivery.occurredAt());
    }
}
