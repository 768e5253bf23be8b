package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A legacy matter: what sort, since when, how it came about (A022), and its items. The lists of tasks, of
 * responsibilities and of measures are three views of the same items (A023).
 *
 * @param since when the matter arose; its age is shown
 */
public record Legacy(Type type, LocalDate since, String background, List<Item> items) {

    /** The two sorts that the plan names, and what else there is. */
    public enum Type {
        UNFINISHED_PROJECT("烂尾工程"),
        LONG_PENDING("久拖不决重要事项"),
        OTHER("其他历史遗留问题");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public String words() {
            return words;
        }

        static Optional<Type> of(String code) {
            return Arrays.stream(values())
                    .filter(type -> type.code().equals(code))
                    .findFirst();
        }
    }

    /** One line of all three lists; a part that nobody has written yet is empty. */
    public record Item(String what, String who, String how) {

        public Item {
            what = orEmpty(what);
            who = orEmpty(who);
            how = orEmpty(how);
        }

        String words() {
            return String.join("｜", what, who, how);
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text.strip();
        }
    }

    public Legacy {
        items = items == null ? List.of() : List.copyOf(items);
    }

    Legacy listing(List<Item> others) {
        return new Legacy(type, since, background, others);
    }

    /** Why a matter is not valid: {@code lists-incomplete}, naming the lists that have a gap. */
    static Optional<Refusal> gaps(@Nullable Legacy matter) {
        var gaps = matter == null ? List.of("任务清单", "责任清单", "措施清单") : matter.incomplete();
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.conflict("lists-incomplete", String.join("、", gaps)));
    }

    /** The lists that have a gap, by name; none when the matter is valid. */
    List<String> incomplete() {
        return Stream.of(gap("任务清单", Item::what), gap("责任清单", Item::who), gap("措施清单", Item::how))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> gap(String list, Function<Item, String> part) {
        var filled = !items.isEmpty() && items.stream().map(part).noneMatch(String::isEmpty);
        return filled ? Optional.empty() : Optional.of(list);
    }
}
