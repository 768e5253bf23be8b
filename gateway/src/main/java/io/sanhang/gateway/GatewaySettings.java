package io.sanhang.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.gateway.*}; every key is explained in {@code application.yaml}.
 *
 * @param publicUrl what people type; also the issuer ({@code iss}) of the platform's tokens
 * @param clientSecret with which the gateway asks identity-service for tokens
 * @param services where each service is reached inside
 * @param trustedProxies networks in CIDR notation whose {@code X-Forwarded-For} is believed
 * @param portalPages first path segments that the citizen pages answer
 * @param publicAnswers memory for answers that are the same for everybody
 */
@Validated
@ConfigurationProperties("sanhang.gateway")
public record GatewaySettings(
        @NotNull URI publicUrl,
        @NotNull String clientSecret,
        @NotEmpty Map<Service, @Valid Endpoint> services,
        @NotNull List<String> trustedProxies,
        @NotEmpty List<String> portalPages,
        @NotNull DataSize publicAnswers,
        @Valid @NotNull Sessions sessions,
        @Valid @NotNull Bodies bodies,
        @Valid @NotNull Waiting waiting,
        @Valid @NotNull Breaker breaker) {

    /** Where a service answers, and where it tells of its health. */
    public record Endpoint(@NotNull URI url, @NotNull URI managementUrl) {}

    /**
     * @param idle a session that nobody uses ends after this time
     * @param signIn how long signing in may take, from the first redirect to the last
     * @param tokenAge what a token says of posts, units and groups is asked anew after this time
     */
    public record Sessions(
            @NotNull Duration idle,
            @NotNull Duration signIn,
            @NotNull Duration tokenAge) {}

    /** The largest request body, and the largest with an uploaded file in it. */
    public record Bodies(@NotNull DataSize usual, @NotNull DataSize upload) {}

    /**
     * How long others may keep the gateway waiting.
     *
     * @param connect for a connection to a service
     * @param answer for a service's next bytes, once it has the whole request
     * @param uploadAnswer the same, after an upload
     * @param request for the whole of a client's request body
     * @param requestPause for a client's next bytes
     * @param health for one service's readiness
     */
    public record Waiting(
            @NotNull Duration connect,
            @NotNull Duration answer,
            @NotNull Duration uploadAnswer,
            @NotNull Duration request,
            @NotNull Duration requestPause,
            @NotNull Duration health) {}

    /**
     * When a service is left alone.
     *
     * @param calls how many of the last calls are looked at
     * @param failureRate percentage of them without an answer that opens the breaker
     * @param open how long it stays open before a few calls are tried
     * @param connections to one service at a time; as many calls again may wait for one
     */
    public record Breaker(
            @Positive int calls,
            @Positive float failureRate,
            @NotNull Duration open,
            @Positive int connections) {}

    public Endpoint endpoint(Service service) {
        return Objects.requireNonNull(services.get(service), () -> "sanhang.gateway.services has no " + service);
    }

    public boolean https() {
        return "https".equals(publicUrl.getScheme());
    }
}
