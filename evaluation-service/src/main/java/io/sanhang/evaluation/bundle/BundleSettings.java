package io.sanhang.evaluation.bundle;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the gateway serves the list of the voting pages' scripts.
 *
 * @param address absent: manifests name no scripts
 * @param patience for one answer
 */
@ConfigurationProperties("sanhang.evaluation.bundle")
public record BundleSettings(
        @Nullable URI address, @DefaultValue("3s") Duration patience) {

    public BundleSettings {
        address = address == null || address.toString().isBlank() ? null : address;
    }
}
