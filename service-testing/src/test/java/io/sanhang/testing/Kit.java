package io.sanhang.testing;

import com.mongodb.client.model.Indexes;
import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Stored;
import io.sanhang.support.time.CalendarYears;
import io.sanhang.support.web.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service there can be: what all services share is shown on it. */
@SpringBootApplication
class Kit {

    public record Note(
            @BsonId String id,
            long version,
            String text,
            @Nullable LocalDate due,
            List<String> tags) implements Stored {
        public Note {
            tags = tags == null ? List.of() : List.copyOf(tags);
        }
    }

    @Component
    static class Notes {
        final OutboxCollection<Note> notes;

        Notes(Outboxes outboxes) {
            notes = new OutboxCollection<>(outboxes, "notes", Note.class);
            notes.uniqueIndex(Indexes.ascending("text"));
        }
    }

    @Component
    static class Effects {
        final Map<String, Integer> seen = new ConcurrentHashMap<>();
        final AtomicInteger failuresLeft = new AtomicInteger();

        void on(Delivery<TaskAssigned> delivery) {
            if (delivery.event().title().equals("poison")) {
                throw new IllegalStateException("cannot be handled");
            }
            if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("passing trouble");
            }
            seen.merge(delivery.id(), 1, Integer::sum);
        }
    }

    @Bean
    EventHandlers handlers(Effects effects) {
        return new EventHandlers().on(TaskAssigned.class, effects::on).on(TaskClosed.class, closed -> {});
    }

    /** A feature's reactions beside another's. */
    @Bean
    EventHandlers calendarHandlers(CalendarYears years) {
        return new EventHandlers().on(CalendarChanged.class, years::on);
    }

    @RestController
    static class Desk {
        record Wanted(@NotBlank String text) {}

        @GetMapping("/open")
        @PreAuthorize("permitAll()")
        PageRequest open(PageRequest page) {
            return page;
        }

        @GetMapping("/who")
        @PreAuthorize("hasRole('OFFICE')")
        Caller who(Caller caller) {
            return caller;
        }

        @PostMapping("/things")
        @PreAuthorize("permitAll()")
        Map<String, String> create(@Valid @RequestBody Wanted wanted, IdempotencyKey key) {
            if (wanted.text().equals("no")) {
                throw Refusal.invalid("bad-phone").at("/text").with("hint", "x");
            }
            return Map.of("id", key.idFor("things"));
        }

        @GetMapping("/broken")
        @PreAuthorize("permitAll()")
        String broken() {
            throw new IllegalStateException("secret inside");
        }
    }
}
