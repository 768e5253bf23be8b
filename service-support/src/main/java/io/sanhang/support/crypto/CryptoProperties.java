package io.sanhang.support.crypto;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.crypto.*}.
 *
 * @param suite {@code sm} (SM4-GCM, HMAC-SM3) or {@code intl} (AES-256-GCM, HMAC-SHA-256)
 * @param key 32 random bytes, base64; from the environment or a secret file only
 */
@Validated
@ConfigurationProperties("sanhang.crypto")
public record CryptoProperties(
        @DefaultValue("sm") Suite suite, @NotBlank String key) {

    /** Which family of algorithms. */
    public enum Suite {
        SM,
        INTL
    }
}
