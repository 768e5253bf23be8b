package io.sanhang.gateway.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.gateway.limits.*}: how often one client may ask.
 *
 * @param codes requests that send a text message or try a password or code, per address
 * @param suggestions new suggestions, per address
 * @param lookups look-ups by query code, per address
 * @param tokens requests for a token and starts of a sign-in, per address
 * @param address everything without a session, per address; many people may share one
 * @param session everything with a session, per session
 * @param remembered clients that are remembered at a time; the least recently seen are forgotten first
 */
@Validated
@ConfigurationProperties("sanhang.gateway.limits")
record LimitSettings(
        @Valid @NotNull Rate codes,
        @Valid @NotNull Rate suggestions,
        @Valid @NotNull Rate lookups,
        @Valid @NotNull Rate tokens,
        @Valid @NotNull Rate address,
        @Valid @NotNull Rate session,
        @Positive int remembered) {

    /** So many requests at once, refilled evenly over the time. */
    record Rate(@Positive int requests, @NotNull Duration per) {}
}
