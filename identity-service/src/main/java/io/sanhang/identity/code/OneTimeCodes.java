package io.sanhang.identity.code;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.sanhang.identity.neighbours.CodeSender;
import io.sanhang.identity.neighbours.CodeSender.Purpose;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Six-digit codes: good for five minutes, five tries and one use (ASVS 5.0 §6.5). Tries are counted in the store before
 * the code is compared, so that parallel guesses on several replicas count too.
 */
public final class OneTimeCodes implements Expiring {

    public static final int TRIES = 5;
    public static final Duration LIFE = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What became of an entered code. */
    public enum Result {
        MATCHED,
        WRONG,
        /** Unknown, too old, tried too often or used. */
        OVER
    }

    /** @param owner empty unless the code matched */
    public record Redeemed(Result result, Optional<String> owner) {}

    private final MongoCollection<OneTimeCode> codes;
    private final PersonalData personalData;
    private final CodeSender sender;
    private final Clock clock;

    public OneTimeCodes(MongoCollection<OneTimeCode> codes, PersonalData personalData, CodeSender sender, Clock clock) {
        this.codes = codes;
        this.personalData = personalData;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Sends a new code; an earlier one under the same id is void.
     *
     * @return until when it may be entered
     * @throws io.sanhang.support.errors.Refusal {@code code-not-sent} when no message can be sent now
     */
    public Instant send(String id, String owner, String phone, Purpose purpose) {
        var code = String.format("%06d", RANDOM.nextInt(1_000_000));
        var expiresAt = clock.instant().plus(LIFE);
        codes.replaceOne(
                eq("_id", id),
                new OneTimeCode(id, owner, hash(id, code), 0, expiresAt),
                new ReplaceOptions().upsert(true));
        // A message of its own each time: the neighbour sends one id once.
        sender.send(Ids.random(), phone, code, purpose, LIFE);
        return expiresAt;
    }

    public Redeemed redeem(String id, String code) {
        var counted = codes.findOneAndUpdate(
                and(eq("_id", id), lt("tries", TRIES), gt("expiresAt", clock.instant())),
                Updates.inc("tries", 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        var given = hash(id, code);
        if (counted == null) {
            return new Redeemed(Result.OVER, Optional.empty());
        }
        if (!MessageDigest.isEqual(bytes(given), bytes(counted.codeHash()))) {
            return new Redeemed(Result.WRONG, Optional.empty());
        }
        // Of two that enter the right code at once, one removes it.
        return codes.deleteOne(and(eq("_id", id), eq("codeHash", given))).getDeletedCount() == 1
                ? new Redeemed(Result.MATCHED, Optional.of(counted.owner()))
                : new Redeemed(Result.OVER, Optional.empty());
    }

    @Override
    public void sweep(Instant now) {
        codes.deleteMany(lte("expiresAt", now));
    }

    private String hash(String id, String code) {
        return personalData.lookup("one-time-code|" + id + "|" + code);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
