package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an edit changed, from what to what, in words for the history; nothing when it changed nothing. */
final class Edits {

    private Edits() {}

    static Optional<String> between(Duty before, Duty after) {
        return lines(
                changed("标题", before.title(), after.title()),
                changed("内容", before.text(), after.text()),
                Objects.equals(before.dueOn(), after.dueOn()) ? null : due(before.dueOn(), after.dueOn()),
                listed(
                        "措施",
                        before.requirements().measures(),
                        after.requirements().measures()),
                listed("标签", before.particulars().tags(), after.particulars().tags()),
                changed("确定层级", words(before), words(after)));
    }

    static Optional<String> between(Legacy before, Legacy after) {
        return lines(listed("清单", words(before.items()), words(after.items())));
    }

    static Optional<String> between(List<Milestone> before, List<Milestone> after) {
        return lines(listed(
                "节点",
                before.stream().map(Milestone::words).toList(),
                after.stream().map(Milestone::words).toList()));
    }

    static String due(@Nullable LocalDate before, @Nullable LocalDate after) {
        return before == null ? "期限定为%s".formatted(after) : "期限由%s改为%s".formatted(before, after);
    }

    private static String words(Duty duty) {
        var level = duty.particulars().level();
        return level == null ? "" : level.words();
    }

    private static List<String> words(List<Legacy.Item> items) {
        return items.stream().map(Legacy.Item::words).toList();
    }

    private static @Nullable String changed(String what, String before, String after) {
        return before.equals(after) ? null : "%s由“%s”改为“%s”".formatted(what, before, after);
    }

    private static @Nullable String listed(String what, List<String> before, List<String> after) {
        if (before.equals(after)) {
            return null;
        }
        var gone = without(before, after);
        var come = without(after, before);
        var moved = gone.isEmpty() && come.isEmpty() ? "调整了顺序" : "";
        return what + "：" + gone.map(all -> "删去" + all + "；").orElse("")
                + come.map(all -> "增加" + all).orElse("") + moved;
    }

    private static Optional<String> without(List<String> all, List<String> known) {
        var more = all.stream()
                .filter(each -> !known.contains(each))
                .map(each -> "“" + each + "”")
                .collect(Collectors.joining("、"));
        return more.isEmpty() ? Optional.empty() : Optional.of(more);
    }

    private static Optional<String> lines(@Nullable String... changes) {
        var all = Stream.of(changes).filter(Objects::nonNull).collect(Collectors.joining("\n"));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
