package io.sanhang.notification.notice;

import io.sanhang.notification.message.Message;
import io.sanhang.notification.message.Message.Address;
import io.sanhang.notification.message.Message.Content;
import io.sanhang.notification.message.MessageRepository;
import io.sanhang.notification.message.Messenger;
import io.sanhang.notification.neighbours.Recipients;
import io.sanhang.notification.neighbours.Recipients.Recipient;
import io.sanhang.notification.notice.Notice.Audience;
import io.sanhang.notification.template.Templates;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Turns a notice into messages: staff always find it in their inbox; staff of a unit also get a text message where the
 * template has one; the sender of a suggestion gets a text message only. Doing it again adds nothing.
 */
@Component
class Telling {

    private final Recipients recipients;
    private final Templates templates;
    private final MessageRepository messages;
    private final Messenger messenger;
    private final PersonalData secrets;
    private final Clock clock;

    Telling(
            Recipients recipients,
            Templates templates,
            MessageRepository messages,
            Messenger messenger,
            PersonalData secrets,
            Clock clock) {
        this.recipients = recipients;
        this.templates = templates;
        this.messages = messages;
        this.messenger = messenger;
        this.secrets = secrets;
        this.clock = clock;
    }

    void tell(Notice notice) {
        for (var audience : notice.audiences()) {
            switch (audience.kind()) {
                case ROLE -> recipients.withRole(audience.value()).forEach(person -> inbox(notice, person));
                case UNIT ->
                    recipients.ofUnit(audience.value()).forEach(person -> {
                        inbox(notice, person);
                        sms(notice, person);
                    });
                case SENDER -> sender(notice, audience);
            }
        }
    }

    private void inbox(Notice notice, Recipient person) {
        var template = templates.get(notice.event());
        var content = new Content(
                template.title(notice.words()),
                template.body(notice.words()).orElse(null),
                false,
                template.link(notice.words()).orElse(null));
        var id = Ids.derived(notice.id(), person.accountId(), "inbox");
        messages.insertNew(Message.inbox(id, person.accountId(), content, notice.at()));
    }

    private void sms(Notice notice, Recipient person) {
        if (person.phone() == null || person.phone().isBlank()) {
            return;
        }
        var to = new Address(person.accountId(), secrets.encrypt(person.phone()), null);
        templates
                .get(notice.event())
                .sms(notice.words())
                .ifPresent(text -> messenger.send(
                        Message.sms(smsId(notice, person), to, smsContent(notice, text), clock.instant())));
    }

    /** Where a template says so, all that happens to one person within a while is one text message. */
    private String smsId(Notice notice, Recipient person) {
        return templates
                .get(notice.event())
                .smsEvery()
                .map(every -> notice.at().getEpochSecond() / every.toSeconds())
                .map(window -> Ids.derived(notice.event(), person.accountId(), "sms", String.valueOf(window)))
                .orElseGet(() -> Ids.derived(notice.id(), person.accountId(), "sms"));
    }

    private void sender(Notice notice, Audience audience) {
        var to = new Address(null, null, audience.value());
        var id = Ids.derived(notice.id(), audience.value(), "sender");
        templates
                .get(notice.event())
                .senderSms(notice.words())
                .ifPresent(text -> messenger.send(Message.sms(id, to, smsContent(notice, text), clock.instant())));
    }

    private static Content smsContent(Notice notice, String text) {
        return new Content(notice.event(), text, false, null);
    }
}
