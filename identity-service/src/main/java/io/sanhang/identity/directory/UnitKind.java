package io.sanhang.identity.directory;

import java.util.Locale;
import java.util.Optional;

/** What sort of unit it is; collective names in a plan stand for all units of a kind. */
public enum UnitKind {
    OFFICE,
    DEPARTMENT,
    TOWNSHIP;

    /** By its code, or as people write it in a table. */
    static Optional<UnitKind> ofWords(String text) {
        return switch (text) {
            case "department", "部门" -> Optional.of(DEPARTMENT);
            case "township", "乡镇" -> Optional.of(TOWNSHIP);
            case "office", "督查机构" -> Optional.of(OFFICE);
            default -> Optional.empty();
        };
    }

    String words() {
        return switch (this) {
            case OFFICE -> "督查机构";
            case DEPARTMENT -> "部门";
            case TOWNSHIP -> "乡镇";
        };
    }

    /** As it is written in JSON. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
