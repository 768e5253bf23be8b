package io.sanhang.task.roster;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * An enterprise above designated size (规上企业). Its id follows from its credit code, so that it is on the roster once.
 * Who leaves the roster is retired with a reason, not deleted.
 *
 * @param since the day from which it is to be visited
 * @param retired the day from which it is not any more, and why
 */
public record Enterprise(
        @BsonId String id,
        long version,
        String creditCode,
        Profile profile,
        LocalDate since,
        @Nullable Retirement retired,
        List<Change> changes)
        implements Stored {

    /**
     * What an import or an edit says of it.
     *
     * @param contact the unit that keeps contact
     */
    public record Profile(
            String name,
            @Nullable String industry,
            @Nullable String place,
            @Nullable Party contact) {
        Profile contactedBy(Party unit) {
            return new Profile(name, industry, place, unit);
        }
    }

    public record Retirement(LocalDate on, String reason) {}

    /** One line of its history. */
    public record Change(Instant at, String byName, String what) {}

    public Enterprise {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }

    static String idOf(String creditCode) {
        return Ids.derived("enterprise", creditCode);
    }

    static Enterprise enter(String creditCode, Profile profile, LocalDate since, Act act) {
        var entered = new Change(act.at(), act.by().name(), "列入名录");
        return new Enterprise(idOf(creditCode), 1, creditCode, profile, since, null, List.of(entered));
    }

    boolean says(Profile other) {
        return retired == null && profile.equals(other);
    }

    /** An import or an edit; one that was retired comes back. */
    Enterprise say(Profile next, LocalDate today, Act act) {
        var back = retired != null;
        var what = back ? "重新列入名录" : "修改：由“%s”改为“%s”".formatted(words(profile), words(next));
        return next(next, back ? today : since, null, what, act);
    }

    /** @throws Refusal {@code enterprise-retired} */
    Enterprise retire(String reason, LocalDate today, Act act) {
        if (retired != null) {
            throw Refusal.conflict("enterprise-retired");
        }
        return next(profile, since, new Retirement(today, reason), "退出名录：" + reason, act);
    }

    private Enterprise next(Profile next, LocalDate from, @Nullable Retirement end, String what, Act act) {
        var change = new Change(act.at(), act.by().name(), what);
        return new Enterprise(
                id,
                version + 1,
                creditCode,
                next,
                from,
                end,
                Stream.concat(changes.stream(), Stream.of(change)).toList());
    }

    private static String words(Profile profile) {
        return Stream.of(
                        profile.name,
                        profile.industry,
                        profile.place,
                        profile.contact == null ? null : profile.contact.name())
                .filter(Objects::nonNull)
                .reduce((one, next) -> one + "，" + next)
                .orElse("");
    }
}
