package io.sanhang.evaluation.paper;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a sheet that came back says nothing. A choice and no text: it is published, and a text could tell of who filled it in. */
public enum VoidReason {
    /** Torn, wet, incomplete. */
    DAMAGED,
    /** It cannot be told what was meant. */
    UNREADABLE,
    /** Nothing is filled in. */
    BLANK,
    /** A name or another sign tells whose it is. */
    SIGNED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static VoidReason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
