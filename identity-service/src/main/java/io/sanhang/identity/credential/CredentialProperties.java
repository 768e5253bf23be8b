package io.sanhang.identity.credential;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.identity.credential.*}.
 *
 * @param database the registrar's own database
 * @param codesPerPhone codes sent to one phone for one campaign in an hour
 * @param codesPerCampaign codes sent for one campaign in a minute
 * @param keyBits 2048 or 3072; anonymity does not rest on it
 * @param eraseAfterDays days after the end of issuance until private keys and the subject key are erased
 */
@Validated
@ConfigurationProperties("sanhang.identity.credential")
record CredentialProperties(
        @NotBlank String database,
        @Min(1) @Max(100) @DefaultValue("5") int codesPerPhone,
        @Min(1) @Max(100_000) @DefaultValue("600") int codesPerCampaign,
        @DefaultValue("2048") int keyBits,
        @Min(0) @Max(3650) @DefaultValue("30") int eraseAfterDays) {

    @AssertTrue(message = "must be 2048 or 3072")
    boolean isKeyBitsSupported() {
        return keyBits == 2048 || keyBits == 3072;
    }
}
