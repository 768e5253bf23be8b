package io.sanhang.task.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Stored;
import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Who got a confirmed document, and who has signed for it (A002). Its id is the plan's. A unit signs for itself; for one
 * without an account here the office enters who signed the slip.
 */
public record Circulation(
        @BsonId String id,
        long version,
        @Nullable String title,
        @Nullable String number,
        @Nullable LocalDate issuedOn,
        Instant circulatedAt,
        List<Recipient> recipients)
        implements Stored {

    static final int MOST_RECIPIENTS = 500;

    /** Addressee (主送) or copy (抄送). */
    public enum Role {
        ADDRESSEE,
        COPY;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param key names the recipient within the document
     * @param unitId absent for one outside the county government, or a name that a person has to spell out
     */
    public record Recipient(
            String key,
            @Nullable String unitId,
            String name,
            Role role,
            @Nullable Receipt receipt) {

        static Recipient of(@Nullable String unitId, String name, Role role) {
            return new Recipient(unitId != null ? unitId : Ids.derived("recipient", name), unitId, name, role, null);
        }

        boolean hasSigned() {
            return receipt != null;
        }
    }

    /** @param signer the name on the slip, where the office entered it for somebody without an account */
    public record Receipt(
            Instant at, String by, String byName, @Nullable String signer) {

        /** The store keeps milliseconds. */
        public Receipt {
            at = at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        }
    }

    public Circulation {
        recipients = recipients == null ? List.of() : List.copyOf(recipients);
    }

    /** A unit that is addressed is not listed a second time for its copy; a collective becomes its members. */
    public static Circulation of(PlanImport plan, Map<String, Resolution> found, Map<String, Unit> units, Instant at) {
        var once = new LinkedHashMap<String, Recipient>();
        var document = plan.document();
        Stream.concat(
                        document.addressees().stream().flatMap(name -> recipients(name, Role.ADDRESSEE, found, units)),
                        document.copies().stream().flatMap(name -> recipients(name, Role.COPY, found, units)))
                .forEach(one -> once.putIfAbsent(one.key(), one));
        return new Circulation(
                plan.id(), 1, document.title(), document.number(), document.issuedOn(), at, List.copyOf(once.values()));
    }

    private static Stream<Recipient> recipients(
            String name, Role role, Map<String, Resolution> found, Map<String, Unit> units) {
        var meaning = found.get(name);
        if (meaning == null || meaning.unitIds().isEmpty()) {
            return Stream.of(Recipient.of(null, name, role));
        }
        return meaning.unitIds().stream().map(id -> {
            var unit = units.get(id);
            return Recipient.of(id, unit == null ? name : unit.name(), role);
        });
    }

    /**
     * Signing twice changes nothing.
     *
     * @throws Refusal {@code not-addressed} for a unit that the document did not go to
     */
    public Circulation signedFor(Caller by, Instant at) {
        var own = by.unitId();
        if (own == null || recipients.stream().noneMatch(one -> own.equals(one.unitId()))) {
            throw Refusal.forbidden("not-addressed");
        }
        return signed(one -> own.equals(one.unitId()), new Receipt(at, by.id(), by.name(), null));
    }

    /** @throws Refusal {@code no-such-recipient} */
    Circulation signedOnPaper(String key, String signer, Caller by, Instant at) {
        if (recipients.stream().noneMatch(one -> one.key().equals(key))) {
            throw Refusal.missing("no-such-recipient").at("/recipient");
        }
        return signed(one -> one.key().equals(key), new Receipt(at, by.id(), by.name(), signer));
    }

    private Circulation signed(Predicate<Recipient> who, Receipt receipt) {
        if (recipients.stream().filter(who).allMatch(Recipient::hasSigned)) {
            return this;
        }
        return with(one -> who.test(one) && !one.hasSigned()
                ? new Recipient(one.key(), one.unitId(), one.name(), one.role(), receipt)
                : one);
    }

    /**
     * Somebody else gets the document too; one that has it already is not added twice.
     *
     * @throws Refusal {@code too-many-recipients}
     */
    Circulation alsoTo(@Nullable String unitId, String name, Role role) {
        var more = Recipient.of(unitId, name, role);
        if (recipients.stream().anyMatch(one -> one.key().equals(more.key()))) {
            return this;
        }
        if (recipients.size() >= MOST_RECIPIENTS) {
            throw Refusal.conflict("too-many-recipients", MOST_RECIPIENTS);
        }
        var all = new ArrayList<>(recipients);
        all.add(more);
        return new Circulation(id, version + 1, title, number, issuedOn, circulatedAt, all);
    }

    /** Who took over signs for the unit that is no more; its name stays as the document has it. */
    Circulation takenOver(String from, String into) {
        return with(one -> from.equals(one.unitId()) && !one.hasSigned()
                ? new Recipient(one.key(), into, one.name(), one.role(), null)
                : one);
    }

    private Circulation with(UnaryOperator<Recipient> change) {
        var next = recipients.stream().map(change).toList();
        return new Circulation(id, version + 1, title, number, issuedOn, circulatedAt, next);
    }

    /** As it is first written, whatever was told of it before. */
    public Circulation settled() {
        return new Circulation(id, 1, title, number, issuedOn, circulatedAt, recipients);
    }

    List<String> unitIds() {
        return recipients.stream()
                .map(Recipient::unitId)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The office sees all, others those of their own units. */
    List<Recipient> seenBy(Caller caller) {
        return recipients.stream()
                .filter(one -> caller.isOffice() || one.unitId() != null && caller.seesUnit(one.unitId()))
                .toList();
    }
}
