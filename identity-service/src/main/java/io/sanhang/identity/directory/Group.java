package io.sanhang.identity.directory;

import io.sanhang.support.store.Stored;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A working group: its leader, deputies and members, by post (A127). A post may sit in several groups (A012).
 *
 * @param endedOn when it was wound up; from then on it is kept as it was
 */
public record Group(
        @BsonId String id,
        long version,
        String name,
        List<Seat> seats,
        int position,
        @Nullable LocalDate endedOn) implements Stored {

    /** What a post does in the group. */
    public enum Role {
        LEADER,
        DEPUTY,
        MEMBER;

        String words() {
            return switch (this) {
                case LEADER -> "组长";
                case DEPUTY -> "副组长";
                case MEMBER -> "成员";
            };
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Role> of(String code) {
            return Arrays.stream(values())
                    .filter(role -> role.code().equals(code))
                    .findFirst();
        }
    }

    Group with(String newName, List<Seat> newSeats) {
        return new Group(id, version + 1, newName, newSeats, position, endedOn);
    }

    /** @param on absent to take it up again */
    Group ended(@Nullable LocalDate on) {
        return new Group(id, version + 1, name, seats, position, on);
    }

    public record Seat(String postId, Role role) {}

    public Group {
        seats = seats == null ? List.of() : List.copyOf(seats);
    }
}
