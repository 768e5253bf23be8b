package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as the office opens it by hand.
 *
 * @param dueWorkdays in place of a day: so many working days after it was given to its units (A047)
 * @param level who set it, of a supervised matter (A081)
 * @param legacy of a legacy matter (A022)
 * @param charge of a key project (A028)
 */
record NewTask(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 5000) String text,
        @Nullable String voyage,
        @Nullable String kind,
        @NotBlank @Size(max = 50) String leadUnitId,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 50) String> responsibleUnitIds,
        @Nullable LocalDate dueOn,
        @Nullable @Min(1) @Max(500) Integer dueWorkdays,
        @Nullable @Size(max = 50) String clause,
        @Nullable @Size(max = 50) String groupId,
        @Nullable @Size(max = 50) List<@NotBlank @Size(max = 500) String> measures,
        @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> tags,
        @Nullable @Size(max = 30) String level,
        @Nullable @Valid LegacyMatter legacy,
        @Nullable @Valid InCharge charge) {

    record LegacyMatter(
            @NotBlank @Size(max = 30) String type,
            @NotNull LocalDate since,
            @NotBlank @Size(max = 5000) String background,
            @Nullable @Size(max = 50) List<@NotNull @Valid Item> items) {

        Legacy legacy() {
            return new Legacy(
                    TaskQuery.known(Legacy.Type.of(type), "/legacy/type"),
                    since,
                    background.strip(),
                    Item.all(Objects.requireNonNullElse(items, List.of())));
        }
    }

    /** One line of the three lists; a part may be left for later. */
    record Item(
            @Nullable @Size(max = 500) String what,
            @Nullable @Size(max = 200) String who,
            @Nullable @Size(max = 1000) String how) {

        static List<Legacy.Item> all(List<Item> items) {
            return items.stream()
                    .map(item -> new Legacy.Item(text(item.what), text(item.who), text(item.how)))
                    .filter(item -> !(item.what() + item.who() + item.how()).isEmpty())
                    .toList();
        }

        private static String text(@Nullable String part) {
            return Objects.requireNonNullElse(part, "");
        }
    }

    record InCharge(
            @NotBlank @Size(max = 50) String leaderPostId,
            @NotBlank @Size(max = 60) String forceName,
            @NotEmpty @Size(max = 30) List<@NotBlank @Size(max = 50) String> memberPostIds) {

        TaskService.InCharge ids() {
            return new TaskService.InCharge(leaderPostId, forceName, memberPostIds);
        }
    }

    TaskService.Opening opening() {
        var of = kind == null ? TaskKind.ROUTINE : TaskQuery.known(TaskKind.of(kind), "/kind");
        var duty = Duty.of(title.strip(), text.strip(), of)
                .on(voyage == null ? null : TaskQuery.known(Voyage.of(voyage), "/voyage"))
                .due(dueOn)
                .asking(Requirements.NONE.with(list(measures)))
                .from(clause == null || clause.isBlank() ? null : Source.named(clause))
                .with(particulars(of));
        var inCharge = charge == null
                ? null
                : fitting(charge, of == TaskKind.KEY_PROJECT, "/charge").ids();
        return new TaskService.Opening(duty, leadUnitId, list(responsibleUnitIds), groupId, inCharge, schedule());
    }

    private Schedule schedule() {
        if (dueWorkdays == null) {
            return Schedule.EMPTY;
        }
        if (dueOn != null) {
            throw Refusal.invalid("due-twice").at("/dueWorkdays");
        }
        return Schedule.EMPTY.with(Term.of(dueWorkdays));
    }

    private Particulars particulars(TaskKind of) {
        return new Particulars(
                level == null ? null : TaskQuery.known(Level.of(level), "/level"),
                list(tags).stream().distinct().toList(),
                legacy == null
                        ? null
                        : fitting(legacy, of == TaskKind.LEGACY_MATTER, "/legacy")
                                .legacy());
    }

    private static <T> T fitting(T part, boolean fits, String pointer) {
        if (!fits) {
            throw Refusal.malformed("invalid-request").at(pointer);
        }
        return part;
    }

    private static List<String> list(@Nullable List<String> given) {
        return Objects.requireNonNullElse(given, List.of());
    }
}
