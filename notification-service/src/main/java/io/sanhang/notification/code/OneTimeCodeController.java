package io.sanhang.notification.code;

import io.sanhang.notification.channel.SmsProvider;
import io.sanhang.notification.message.Message;
import io.sanhang.notification.message.Message.Address;
import io.sanhang.notification.message.Message.Content;
import io.sanhang.notification.message.Messenger;
import io.sanhang.notification.template.Templates;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One-time codes for identity-service. Their text is encrypted while it waits and dropped once it is sent. */
@RestController
@RequestMapping("/api/notification/internal/one-time-codes")
class OneTimeCodeController {

    private final Messenger messenger;
    private final SmsProvider provider;
    private final Templates templates;
    private final PersonalData secrets;
    private final Clock clock;

    OneTimeCodeController(
            Messenger messenger, SmsProvider provider, Templates templates, PersonalData secrets, Clock clock) {
        this.messenger = messenger;
        this.provider = provider;
        this.templates = templates;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The same id again sends nothing again. */
    @PostMapping
    @PreAuthorize("hasRole('SERVICE')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void send(@Valid @RequestBody OneTimeCode body) {
        if (!provider.configured()) {
            throw Refusal.unavailable("sms-not-configured");
        }
        var now = clock.instant();
        var text = templates
                .get("one-time-code." + body.purpose())
                .sms(Map.of("code", body.code(), "minutes", String.valueOf(body.validMinutes())))
                .orElseThrow();
        var to = new Address(null, secrets.encrypt(PersonalData.requirePhone(body.phone())), null);
        var content = new Content("one-time-code", secrets.encrypt(text), true, null);
        messenger.send(Message.sms(Ids.derived("one-time-code", body.id()), to, content, now)
                .usefulUntil(now.plus(Duration.ofMinutes(body.validMinutes()))));
    }

    record OneTimeCode(
            @NotBlank @Size(max = 100) String id,
            @NotBlank String phone,
            @NotNull @Pattern(regexp = "[0-9A-Za-z]{4,10}") String code,
            @NotNull @Pattern(regexp = "sign-in|rater") String purpose,
            @NotNull @Min(1) @Max(60) Integer validMinutes) {

        /** Without code and phone: records print themselves into logs. */
        @Override
        public String toString() {
            return "OneTimeCode[" + id + "]";
        }
    }
}
