package io.sanhang.identity.login;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.identity.login.*}.
 *
 * @param passwordTries how many passwords may be tried for one user name in a quarter of an hour
 * @param codesPerHour how many codes are sent for one account in an hour
 * @param ticketLife how long a sign-in may wait to be turned into a session
 */
@Validated
@ConfigurationProperties("sanhang.identity.login")
record LoginProperties(
        @Min(1) @Max(1000) @DefaultValue("10") int passwordTries,
        @Min(1) @Max(1000) @DefaultValue("30") int codesPerHour,
        @NotNull @DefaultValue("10m") Duration ticketLife) {}
