package io.sanhang.notification.message;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A staff member's own inbox. */
@RestController
@RequestMapping("/api/notification/inbox")
class InboxController {

    private static final String STAFF = "hasAnyRole('OFFICE','ADMIN','DEPARTMENT','LEADER')";

    private final MessageRepository messages;
    private final Clock clock;

    InboxController(MessageRepository messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize(STAFF)
    Page<Item> list(Caller caller, @RequestParam(defaultValue = "false") boolean unread, PageRequest page) {
        return messages.inbox(caller, unread, page).map(Item::of);
    }

    @GetMapping("/count")
    @PreAuthorize(STAFF)
    Count count(Caller caller) {
        return new Count(messages.unread(caller));
    }

    @PostMapping("/{id}/reading")
    @PreAuthorize(STAFF)
    Item read(Caller caller, @PathVariable String id) {
        return Item.of(messages.read(caller, id, clock.instant()));
    }

    @PostMapping("/reading")
    @PreAuthorize(STAFF)
    Count readAll(Caller caller) {
        messages.readAll(caller, clock.instant());
        return new Count(messages.unread(caller));
    }

    record Item(
            String id,
            String title,
            @Nullable String text,
            @Nullable String link,
            Instant at,
            @Nullable Instant readAt) {

        static Item of(Message message) {
            var content = message.content();
            return new Item(
                    message.id(), content.title(), content.text(), content.link(), message.at(), message.readAt());
        }
    }

    /** @param unread up to {@value MessageRepository#COUNT_UP_TO} */
    record Count(long unread) {}
}
