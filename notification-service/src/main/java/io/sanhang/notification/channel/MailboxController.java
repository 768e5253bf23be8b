package io.sanhang.notification.channel;

import io.sanhang.support.crypto.PersonalData;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the development mailbox. Where it is not enabled, the route does not exist. */
@RestController
@RequestMapping("/api/notification/mailbox")
@ConditionalOnProperty("sanhang.notification.mailbox.enabled")
class MailboxController {

    private final Mailbox mailbox;
    private final PersonalData secrets;
    private final boolean demo;

    MailboxController(Mailbox mailbox, PersonalData secrets, @Value("${sanhang.demo.enabled:false}") boolean demo) {
        this.mailbox = mailbox;
        this.secrets = secrets;
        this.demo = demo;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    Letters list(@RequestParam @Nullable String phone) {
        var to = phone == null || phone.isBlank() ? null : PersonalData.requirePhone(phone);
        return new Letters(mailbox.newest(to).stream().map(this::view).toList());
    }

    private View view(Letter letter) {
        var phone = secrets.decrypt(letter.phone());
        return new View(demo ? phone : PersonalData.mask(phone), letter.text(), letter.at());
    }

    record Letters(List<View> items) {}

    /** @param to in full in a demonstration, where all numbers are invented; otherwise masked */
    record View(String to, String text, Instant at) {}
}
