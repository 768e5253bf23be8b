package io.sanhang.identity.register;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.identity.register.Contact.Kind;
import io.sanhang.identity.register.Lottery.Ticket;
import io.sanhang.support.errors.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Raters drawn by lot: final, and public but for the people.
 *
 * @param id campaign and an own id
 * @param wish what the office asked for
 * @param seedGiven by the office, for example because it was announced before; else the system made it
 * @param frameHash SHA-256 of the frame's text, hex
 * @param drawnHash SHA-256 of the text of those who were drawn, hex
 * @param day ISO date
 * @param finished whether all who were drawn are on the register
 */
public record Draw(
        @BsonId String id,
        Wish wish,
        String rule,
        String seed,
        boolean seedGiven,
        int frameSize,
        String frameHash,
        List<Stratum> strata,
        String drawnHash,
        String day,
        String fingerprint,
        boolean finished) {

    /** Of whom raters are drawn. */
    public enum Source {
        /** Those who had a matter handled. */
        CONTACTS,
        /** A list that was imported for this. */
        LIST;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param kind, from, to of the contacts: ISO dates, both included */
    public record Wish(
            String category,
            int size,
            boolean proportional,
            Source source,
            @Nullable Kind kind,
            @Nullable String from,
            @Nullable String to) {}

    public record Stratum(String name, int frame, int drawn) {}

    public Draw {
        strata = strata == null ? List.of() : List.copyOf(strata);
    }

    /** @throws Refusal {@code nobody-to-draw}, {@code too-few-to-draw} */
    static Draw of(
            String id, Wish wish, String seed, boolean seedGiven, List<Ticket> frame, String day, String fingerprint) {
        if (frame.isEmpty()) {
            throw Refusal.invalid("nobody-to-draw").at("/source");
        }
        if (frame.size() < wish.size) {
            throw Refusal.invalid("too-few-to-draw", frame.size()).at("/size");
        }
        var drawn = Lottery.draw(frame, seed, wish.size, wish.proportional);
        var of = counted(frame);
        var some = counted(drawn);
        return new Draw(
                id,
                wish,
                Lottery.RULE,
                seed,
                seedGiven,
                frame.size(),
                Lottery.sha256(Lottery.text(frame)),
                of.entrySet().stream()
                        .map(each -> new Stratum(
                                each.getKey(),
                                each.getValue().intValue(),
                                some.getOrDefault(each.getKey(), 0L).intValue()))
                        .toList(),
                Lottery.sha256(Lottery.text(drawn)),
                day,
                fingerprint,
                false);
    }

    private static Map<String, Long> counted(List<Ticket> tickets) {
        return tickets.stream().collect(Collectors.groupingBy(Ticket::stratum, TreeMap::new, Collectors.counting()));
    }

    String campaignId() {
        return id.substring(0, id.indexOf('|'));
    }

    /** Within the campaign. */
    String name() {
        return id.substring(id.indexOf('|') + 1);
    }

    /** The people of the frame who are drawn. */
    List<Ticket> drawn(List<Ticket> frame) {
        return Lottery.draw(frame, seed, wish.size, wish.proportional);
    }
}
