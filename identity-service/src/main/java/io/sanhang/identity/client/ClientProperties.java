package io.sanhang.identity.client;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.identity.client.*}.
 *
 * @param outside systems of other offices that get tokens by client credentials
 */
@Validated
@ConfigurationProperties("sanhang.identity.client")
record ClientProperties(@DefaultValue List<@Valid OutsideSystem> outside) {

    /**
     * @param secretSha256 hex of the secret's SHA-256; the secret itself is long, random and kept by the other side
     */
    record OutsideSystem(
            @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]{1,39}")
            String id,

            @NotBlank String name,
            @NotBlank @Pattern(regexp = "[0-9a-f]{64}") String secretSha256,
            @NotEmpty List<@Pattern(regexp = "OFFICE|DEPARTMENT|LEADER") String> roles,
            @DefaultValue("") String unitId) {}
}
