package io.sanhang.identity.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.identity.account.*}.
 *
 * @param firstAdmin made at the start when there is no account at all; leave it out afterwards
 */
@Validated
@ConfigurationProperties("sanhang.identity.account")
record AccountProperties(@Valid @Nullable FirstAdmin firstAdmin) {

    /** @param passwordHash bcrypt, as {@code {bcrypt}$2a$10$…}; the password itself is never configured */
    record FirstAdmin(
            @NotBlank @Pattern(regexp = "[a-z][a-z0-9._-]{1,39}")
            String username,

            @NotBlank String name,
            @NotBlank @Pattern(regexp = "1[3-9]\\d{9}") String phone,

            @NotBlank @Pattern(regexp = "\\{bcrypt}\\$2[aby]\\$\\d\\d\\$.{53}")
            String passwordHash) {}
}
