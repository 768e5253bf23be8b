package io.sanhang.task.sheet;

import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.TaskSheets;
import io.sanhang.task.task.Voyage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words that stand in cells for kinds and lines. */
final class Words {

    private Words() {}

    /** What may be chosen. */
    static List<String> kinds() {
        return TaskSheets.KINDS.stream().map(TaskKind::words).toList();
    }

    static List<String> voyages() {
        return Arrays.stream(Voyage.values()).map(Words::of).toList();
    }

    static Optional<TaskKind> kind(String words) {
        return TaskSheets.KINDS.stream()
                .filter(kind -> kind.words().equals(words))
                .findFirst();
    }

    static Optional<Voyage> voyage(String words) {
        return Arrays.stream(Voyage.values())
                .filter(voyage -> of(voyage).equals(words))
                .findFirst();
    }

    static String of(@Nullable Voyage voyage) {
        if (voyage == null) {
            return "";
        }
        return switch (voyage) {
            case LEAD -> "领航";
            case START -> "启航";
            case ESCORT -> "护航";
        };
    }
}
