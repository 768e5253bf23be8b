package io.sanhang.identity.register;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.identity.register.*}.
 *
 * @param contactsKeptDays days after which a service contact is removed
 * @param remindAfterDays days after an invitation from which on a reminder may be sent, once, to who has not taken
 *     tokens; 0: never, and a number is erased as soon as its invitation was sent
 */
@Validated
@ConfigurationProperties("sanhang.identity.register")
record RegisterProperties(
        @Min(1) @Max(3650) @DefaultValue("180") int contactsKeptDays,
        @Min(0) @Max(60) @DefaultValue("0") int remindAfterDays) {}
