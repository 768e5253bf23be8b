package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Time and numbers of a task.
 *
 * @param term how its due date came about; null while nobody has counted or moved it
 * @param milestones the steps towards the end, the earliest first (A051)
 * @param targets the numbers and lists to be reached
 * @param place where it stands in a hundred-day drive (A050)
 * @param nextOn the day of the first milestone that is not done; always computed, stored to be asked for
 */
public record Schedule(
        @Nullable Term term,
        List<Milestone> milestones,
        List<Target> targets,
        @Nullable Place place,
        @Nullable LocalDate nextOn) {

    public static final Schedule EMPTY = new Schedule(null, List.of(), List.of(), null, null);

    /** The drive by its id and its name, and the line and the field in it. */
    public record Place(String driveId, String drive, String line, String field) {
        String words() {
            return "%s，%s，%s".formatted(drive, line, field);
        }
    }

    public Schedule {
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
        targets = targets == null ? List.of() : List.copyOf(targets);
        nextOn = next(milestones).map(Milestone::dueOn).orElse(null);
    }

    Schedule with(@Nullable Term other) {
        return new Schedule(other, milestones, targets, place, null);
    }

    public Schedule planning(List<Milestone> others) {
        return new Schedule(term, others, targets, place, null);
    }

    public Schedule aiming(List<Target> others) {
        return new Schedule(term, milestones, others, place, null);
    }

    public Schedule in(@Nullable Place other) {
        return new Schedule(term, milestones, targets, other, null);
    }

    Schedule milestone(String id, UnaryOperator<Milestone> as) {
        return planning(milestones.stream()
                .map(each -> each.id().equals(id) ? as.apply(each) : each)
                .toList());
    }

    Schedule target(String id, UnaryOperator<Target> as) {
        return aiming(targets.stream()
                .map(each -> each.id().equals(id) ? as.apply(each) : each)
                .toList());
    }

    Schedule plus(Target one) {
        return aiming(Stream.concat(targets.stream(), Stream.of(one)).toList());
    }

    Optional<Milestone> milestone(String id) {
        return milestones.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    Optional<Target> target(String id) {
        return targets.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The first milestone that is not done. */
    Optional<Milestone> next() {
        return next(milestones);
    }

    private static Optional<Milestone> next(List<Milestone> all) {
        return all.stream().filter(each -> !each.isDone()).findFirst();
    }

    boolean hasTarget(boolean list) {
        return targets.stream().anyMatch(target -> target.isLive() && target.isList() == list);
    }
}
