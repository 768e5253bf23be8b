package io.sanhang.identity.directory;

import java.util.Locale;

/** What sort of unit it is; collective names in a plan stand for all units of a kind. */
public enum UnitKind {
    OFFICE,
    DEPARTMENT,
    TOWNSHIP;

    /** As it is written in JSON. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
