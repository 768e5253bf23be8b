package io.sanhang.task.task;

import java.util.List;

/**
 * Who is in charge of a key project: exactly one leader of the county and exactly one task force (A028). Both are posts
 * of the directory; a successor inherits them.
 */
public record Charge(Seat leader, Force force) {

    /** A post and its title at the time it was named. */
    public record Seat(String postId, String title) {
        Seat renamed(String post, String other) {
            return postId.equals(post) ? new Seat(postId, other) : this;
        }
    }

    /** A task force by its name, with its members' posts. */
    public record Force(String name, List<Seat> members) {
        public Force {
            members = members == null ? List.of() : List.copyOf(members);
        }

        String words() {
            var titles = members.stream().map(Seat::title).toList();
            return "专班：%s（%s）".formatted(name, String.join("、", titles));
        }
    }

    String words() {
        return "包保领导：%s；%s".formatted(leader.title(), force.words());
    }

    /** The same posts, one of them under another title. */
    Charge renamed(String postId, String title) {
        var members = force.members.stream()
                .map(member -> member.renamed(postId, title))
                .toList();
        return new Charge(leader.renamed(postId, title), new Force(force.name, members));
    }

    Charge ledBy(Seat other) {
        return new Charge(other, force);
    }

    Charge with(Force other) {
        return new Charge(leader, other);
    }
}
