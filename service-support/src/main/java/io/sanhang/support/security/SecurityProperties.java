package io.sanhang.support.security;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.security.*}.
 *
 * @param issuer the public address of the platform: the {@code iss} of its tokens
 * @param identityUrl where identity-service is reached inside
 * @param serviceSecret the secret with which services ask for their own tokens; from the environment or a secret file
 */
@Validated
@ConfigurationProperties("sanhang.security")
public record SecurityProperties(
        @NotBlank String issuer,
        @NotBlank String identityUrl,
        @DefaultValue("") String serviceSecret) {}
