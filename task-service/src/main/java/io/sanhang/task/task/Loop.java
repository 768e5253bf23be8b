package io.sanhang.task.task;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * Where one of the four systems does not reach a task yet (A107): nobody in the post answers for it, no progress in time,
 * nothing a score could use, nobody has supervised it. Each is a question to the store, and the same question to a task.
 */
enum Loop {
    PERSON("没有第一责任人") {
        @Override
        Bson filter(When when) {
            return or(exists("assignment.postId", false), in("assignment.postId", when.vacantPosts));
        }

        @Override
        boolean isOpen(Task task, When when) {
            var post = task.assignment().postId();
            return post == null || when.vacantPosts.contains(post);
        }
    },

    PROGRESS(Loop.PROGRESS_DAYS + " 天没有进展") {
        @Override
        Bson filter(When when) {
            return and(
                    nin("state", State.SUSPENDED.name(), State.CLOSE_OUT_APPLIED.name()),
                    lt("history.0.at", when.since),
                    nor(elemMatch("course.reports", gte("at", when.since))));
        }

        @Override
        boolean isOpen(Task task, When when) {
            return task.state() != State.SUSPENDED
                    && task.state() != State.CLOSE_OUT_APPLIED
                    && task.history().get(0).at().isBefore(when.since)
                    && task.course().reports().stream()
                            .allMatch(report -> report.at().isBefore(when.since));
        }
    },

    EVALUATION("没有可用于考核的数") {
        @Override
        Bson filter(When when) {
            return nor(exists("course.reports.percent"), exists("course.closeOuts.decision"));
        }

        @Override
        boolean isOpen(Task task, When when) {
            return task.course().reports().stream().allMatch(report -> report.percent() == null)
                    && task.course().closeOuts().stream().allMatch(closeOut -> closeOut.decision() == null);
        }
    },

    SUPERVISION("没有督办记录") {
        @Override
        Bson filter(When when) {
            return and(
                    eq("course.reminders", List.of()),
                    nor(
                            exists("course.closeOuts.decidedAt"),
                            exists("course.extensions.decidedAt"),
                            exists("course.difficulties.answer")));
        }

        @Override
        boolean isOpen(Task task, When when) {
            var course = task.course();
            return course.reminders().isEmpty()
                    && course.closeOuts().stream().allMatch(closeOut -> closeOut.decidedAt() == null)
                    && course.extensions().stream().allMatch(Course.Extension::isOpen)
                    && course.difficulties().stream().allMatch(difficulty -> difficulty.answer() == null);
        }
    };

    static final int PROGRESS_DAYS = 30;

    /**
     * @param since progress before this is no progress in time
     * @param vacantPosts posts that nobody holds now
     */
    record When(Instant since, Set<String> vacantPosts) {}

    private final String words;

    Loop(String words) {
        this.words = words;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    abstract Bson filter(When when);

    abstract boolean isOpen(Task task, When when);

    /** A closed task has gone through all of them. */
    static Bson open(List<Loop> loops, When when) {
        return and(
                in("state", TaskRepository.OPEN),
                or(loops.stream().map(loop -> loop.filter(when)).toList()));
    }

    static List<Loop> of(Task task, When when) {
        return Arrays.stream(values()).filter(loop -> loop.isOpen(task, when)).toList();
    }

    static Optional<Loop> of(String code) {
        return Arrays.stream(values()).filter(loop -> loop.code().equals(code)).findFirst();
    }
}
