package io.sanhang.notification.invitation;

import io.sanhang.notification.channel.SmsProvider;
import io.sanhang.notification.message.Message;
import io.sanhang.notification.message.Message.Address;
import io.sanhang.notification.message.Message.Content;
import io.sanhang.notification.message.Message.State;
import io.sanhang.notification.message.MessageRepository;
import io.sanhang.notification.message.Messenger;
import io.sanhang.notification.template.Templates;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations to rate. Their text holds a one-time code: it is encrypted while it waits and dropped once it is sent. */
@RestController
class InvitationController {

    private static final int AT_ONCE = 200;

    record Invitation(
            @NotBlank @Size(max = 100) String id,
            @NotBlank String phone,

            @NotNull @Pattern(regexp = "invitation|reminder")
            String kind,

            @Nullable @Size(max = 60) String title,
            @NotBlank @Size(max = 300) String link,
            @NotBlank @Size(max = 20) String until) {

        /** Without code and phone: records print themselves into logs. */
        @Override
        public String toString() {
            return "Invitation[" + id + "]";
        }
    }

    record Invitations(@NotNull @Size(max = AT_ONCE) List<@NotNull @Valid Invitation> items) {}

    record MessageIds(@NotNull @Size(max = AT_ONCE) List<@NotNull String> ids) {}

    record MessageState(String id, State state) {}

    record MessageStates(List<MessageState> items) {}

    private final Messenger messenger;
    private final MessageRepository messages;
    private final SmsProvider provider;
    private final Templates templates;
    private final PersonalData secrets;
    private final Clock clock;

    InvitationController(
            Messenger messenger,
            MessageRepository messages,
            SmsProvider provider,
            Templates templates,
            PersonalData secrets,
            Clock clock) {
        this.messenger = messenger;
        this.messages = messages;
        this.provider = provider;
        this.templates = templates;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The same id again sends nothing again. */
    @PostMapping("/api/notification/internal/invitations")
    @PreAuthorize("hasRole('SERVICE')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void send(@Valid @RequestBody Invitations body) {
        if (!provider.configured()) {
            throw Refusal.unavailable("sms-not-configured");
        }
        body.items.forEach(each -> messenger.send(message(each)));
    }

    private Message message(Invitation invitation) {
        var words = new HashMap<>(Map.of("link", invitation.link, "until", invitation.until));
        if (invitation.title != null) {
            words.put("title", invitation.title);
        }
        // Not the short text of other messages: a link that was shortened leads nowhere.
        var text = templates.get("rater-" + invitation.kind).body(words).orElseThrow();
        var to = new Address(null, secrets.encrypt(PersonalData.requirePhone(invitation.phone)), null);
        var content = new Content("rater-invitation", secrets.encrypt(text), true, null);
        return Message.sms(messageId(invitation.id), to, content, clock.instant());
    }

    /** What became of messages, without those that nobody asked to send. */
    @PostMapping("/api/notification/internal/invitation-states")
    @PreAuthorize("hasRole('SERVICE')")
    MessageStates states(@Valid @RequestBody MessageIds body) {
        var wanted = body.ids.stream().collect(Collectors.toMap(InvitationController::messageId, Function.identity()));
        return new MessageStates(messages.states(wanted.keySet()).entrySet().stream()
                .map(each -> new MessageState(wanted.getOrDefault(each.getKey(), ""), each.getValue()))
                .toList());
    }

    private static String messageId(String id) {
        return Ids.derived("rater-invitation", id);
    }
}
