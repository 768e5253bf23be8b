package io.sanhang.identity.directory;

import io.sanhang.support.store.Stored;
import java.util.List;
import java.util.Locale;
import org.bson.codecs.pojo.annotations.BsonId;

/** A working group: its leader, deputies and members, by post (A127). A post may sit in several groups (A012). */
public record Group(@BsonId String id, long version, String name, List<Seat> seats, int position) implements Stored {

    /** What a post does in the group. */
    public enum Role {
        LEADER,
        DEPUTY,
        MEMBER;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Seat(String postId, Role role) {}

    public Group {
        seats = seats == null ? List.of() : List.copyOf(seats);
    }
}
