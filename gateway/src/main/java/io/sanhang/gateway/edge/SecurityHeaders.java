package io.sanhang.gateway.edge;

import io.sanhang.gateway.GatewaySettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The same on every answer, whoever made it. What a service sends under these names is dropped. */
@Component
public class SecurityHeaders {

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
                            + "base-uri 'self'; frame-ancestors 'none'; form-action 'self'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    private static final String HSTS = "Strict-Transport-Security";

    private final String[] pairs;
    private final Set<String> names;

    SecurityHeaders(GatewaySettings settings) {
        var all = new LinkedHashMap<>(ALWAYS);
        if (settings.https()) {
            all.put(HSTS, "max-age=31536000");
        }
        pairs = all.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
        all.put(HSTS, "");
        all.put("X-XSS-Protection", "");
        names = Set.copyOf(all.keySet());
    }

    void writeTo(HttpHeaders headers) {
        for (var i = 0; i < pairs.length; i += 2) {
            headers.set(pairs[i], pairs[i + 1]);
        }
    }

    /** The names that only the gateway may set. */
    public Set<String> names() {
        return names;
    }
}
