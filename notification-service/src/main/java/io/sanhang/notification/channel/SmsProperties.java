package io.sanhang.notification.channel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.notification.sms.*}.
 *
 * @param provider {@code mailbox}, {@code http} or {@code none}; unset, the mailbox where it is enabled, else none
 * @param signature what each text begins with, in 【】; empty for nothing
 */
@Validated
@ConfigurationProperties("sanhang.notification.sms")
record SmsProperties(
        @Nullable Provider provider,
        @DefaultValue("") String signature,
        @Nullable @Valid Http http) {

    enum Provider {
        NONE,
        MAILBOX,
        HTTP
    }

    enum Format {
        JSON,
        FORM
    }

    /**
     * A gateway that takes one HTTP POST for each message.
     *
     * @param fields names of the gateway's fields, each with a text in which {phone}, {text} and {id} are filled in
     * @param headers fixed headers, for example an account
     * @param signatureHeader header that carries the hex HMAC-SHA-256 of "timestamp, line feed, body"; unset for none
     * @param timestampHeader header that carries the timestamp, in seconds since 1970
     * @param secret key of that HMAC; from the environment or a secret file
     * @param successContains what the answer's body must contain to count as taken; unset, any 2xx does
     * @param timeout for the whole exchange
     */
    record Http(
            @NotNull URI url,
            @DefaultValue("json") Format format,
            @NotEmpty Map<String, String> fields,
            @DefaultValue Map<String, String> headers,
            @Nullable String signatureHeader,
            @DefaultValue("X-Timestamp") String timestampHeader,
            @DefaultValue("") String secret,
            @Nullable String successContains,
            @NotNull @DefaultValue("5s") Duration timeout) {}
}
