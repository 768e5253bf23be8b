package io.sanhang.task.directory;

import java.time.Instant;

/**
 * A feature that keeps units or posts of the directory with what is its own. A delivery that broke off is taken once
 * more, so what has followed already must not be found again.
 */
public interface DirectoryFollower {

    /**
     * A unit is no more and another has taken over: what is open goes along, what is over keeps the old name (A011).
     *
     * @param id of the event
     */
    record Merger(String from, String fromName, String into, String intoName, String id, Instant at) {
        public String note() {
            return "%s并入%s".formatted(fromName, intoName);
        }
    }

    /**
     * A post is called something else and stays the same post.
     *
     * @param id of the event
     */
    record Renaming(String postId, String formerTitle, String title, String id, Instant at) {
        public String note() {
            return "%s更名为%s".formatted(formerTitle, title);
        }
    }

    default void merged(Merger merger) {}

    default void renamed(Renaming renaming) {}
}
