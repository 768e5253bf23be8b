package io.sanhang.task.plan;

import org.jspecify.annotations.Nullable;

/**
 * Something a person should look at: a contradiction, an assumption, or what could not be read.
 *
 * @param code stable and kebab-case, for programs
 * @param message in Chinese: what was found, and what to decide
 * @param resolved the person's decision, null while open
 */
public record Finding(
        String code, String ref, String message, @Nullable String resolved) {

    static Finding of(String code, String ref, String message) {
        return new Finding(code, ref, message, null);
    }

    Finding decided(String decision) {
        return new Finding(code, ref, message, decision);
    }
}
