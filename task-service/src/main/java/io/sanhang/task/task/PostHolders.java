package io.sanhang.task.task;

import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** A post has a new holder: its open tasks stay with the post, and their history names both holders (A011). */
@Component
class PostHolders {

    private final TaskRepository tasks;

    PostHolders(TaskRepository tasks) {
        this.tasks = tasks;
    }

    /** A second delivery finds its entry in the history and adds nothing. */
    void on(Delivery<PostHolderChanged> delivery) {
        var event = delivery.event();
        var note = "%s：由 %s 变更为 %s".formatted(event.title(), orVacant(event.formerHolder()), orVacant(event.holder()));
        var act = Act.ofDirectory(delivery.id(), delivery.occurredAt());
        for (var task : tasks.openTasksOfPost(event.postId())) {
            note(task, note, act);
        }
    }

    /** Somebody may be writing the same task: the delivery is then tried again, and skips what is noted already. */
    private void note(Task task, String note, Act act) {
        if (task.entryOf(act.id()).isEmpty()) {
            tasks.replace(task.holderChanged(note, act));
        }
    }

    private static String orVacant(@org.jspecify.annotations.Nullable String holder) {
        return Objects.requireNonNullElse(holder, "空缺");
    }

    /** What this service listens to. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class Reactions {
        @Bean
        EventHandlers taskReactions(PostHolders posts) {
            return new EventHandlers().on(PostHolderChanged.class, posts::on);
        }
    }
}
