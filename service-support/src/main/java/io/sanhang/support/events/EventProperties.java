package io.sanhang.support.events;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.events.*}.
 *
 * @param exchange the topic exchange all events go through
 * @param queueType {@code quorum} in production; empty leaves the choice to the broker
 * @param confirmWithin how long the relay waits for the broker's confirm
 * @param sweepEvery how often the relay looks for events that a dead process left behind
 * @param retries how often a failing handler is tried again before its message is parked
 */
@Validated
@ConfigurationProperties("sanhang.events")
public record EventProperties(
        @NotBlank @DefaultValue("sanhang.events") String exchange,
        @DefaultValue("") String queueType,
        @NotNull @DefaultValue("5s") Duration confirmWithin,
        @NotNull @DefaultValue("30s") Duration sweepEvery,
        @DefaultValue("4") int retries) {

    Map<String, Object> queueArguments() {
        return queueType.isEmpty() ? Map.of() : Map.of("x-queue-type", queueType);
    }

    /** A service's own queue. */
    public String queueOf(String service) {
        return exchange + "." + service;
    }

    /** Where a service's unhandled messages wait for a person. */
    public String parkingOf(String service) {
        return queueOf(service) + ".parked";
    }
}
