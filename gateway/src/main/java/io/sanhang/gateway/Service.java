package io.sanhang.gateway;

import java.util.Locale;

/** The services behind the gateway. */
public enum Service {
    IDENTITY,
    TASK,
    EVALUATION,
    FEEDBACK,
    NOTIFICATION;

    private final String prefix = "/api/" + code() + "/";

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a path belongs to the service's API. Only one spelling of a path gets this far. */
    public boolean owns(String path) {
        return path.startsWith(prefix);
    }
}
