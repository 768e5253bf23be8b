package io.sanhang.notification.message;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.notification.delivery.*}.
 *
 * @param smsRetry waits between attempts to send one text message
 * @param codeRetry the same for one-time codes, which are of no use later
 * @param expandRetry waits between attempts to find out who is concerned
 * @param lease how long one replica has for one attempt before another may try
 */
@Validated
@ConfigurationProperties("sanhang.notification.delivery")
public record DeliveryProperties(
        @NotEmpty @DefaultValue({"1m", "10m", "2h"}) List<Duration> smsRetry,
        @NotEmpty @DefaultValue({"5s", "15s", "30s"}) List<Duration> codeRetry,

        @NotEmpty @DefaultValue({"5s", "30s", "2m", "10m", "30m", "2h", "2h", "6h", "12h", "24h"})
        List<Duration> expandRetry,

        @NotNull @DefaultValue("1m") Duration lease) {

    Ladder ladderFor(Message message) {
        return new Ladder(message.expiresAt() == null ? smsRetry : codeRetry);
    }

    public Ladder expansion() {
        return new Ladder(expandRetry);
    }
}
