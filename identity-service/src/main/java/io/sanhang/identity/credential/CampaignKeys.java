package io.sanhang.identity.credential;

import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Makes and keeps the keys of campaigns. */
@Service
class CampaignKeys {

    private static final int SUBJECT_KEY_BYTES = 32;
    private static final int REMEMBERED = 500;

    /** Shorter than a neighbour's patience, so that it hears an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A key that is ready to sign. */
    record SigningScope(String scope, String kid, RSAPrivateCrtKey key) {}

    private final CredentialStore store;
    private final KeyMaker maker;
    private final PersonalData personalData;
    private final CredentialProperties settings;
    private final Clock clock;

    /** Decrypted keys by id; they never change, so no other replica can know better. */
    private final Map<String, SigningScope> ready = new ConcurrentHashMap<>();

    CampaignKeys(
            CredentialStore store,
            KeyMaker maker,
            PersonalData personalData,
            CredentialProperties settings,
            Clock clock) {
        this.store = store;
        this.maker = maker;
        this.personalData = personalData;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The public keys of all scopes, made on the first call. A call that was cut short is finished by the next.
     *
     * @throws Refusal {@code campaign-keys-fixed} when the campaign was different before, {@code keys-in-the-making}
     *     when the caller should ask again in a moment
     */
    List<ScopeKey> create(
            String campaignId,
            List<RatingCampaign.Category> categories,
            List<String> unitIds,
            Instant issueOpens,
            Instant issueCloses,
            @Nullable String title) {
        var wanted = new RatingCampaign(
                campaignId, categories, unitIds, issueOpens, issueCloses, personalData.encrypt(newSubjectKey()), title);
        var campaign = store.insertOrFind(wanted);
        if (!campaign.sameAs(wanted)) {
            throw Refusal.conflict("campaign-keys-fixed");
        }
        var scopes = campaign.scopes();
        var present =
                store.keys(campaignId, scopes).stream().map(ScopeKey::scope).collect(Collectors.toSet());
        var missing = scopes.stream().filter(scope -> !present.contains(scope)).toList();
        if (!maker.make(campaignId, missing, store::addKey, PATIENCE)) {
            throw Refusal.unavailable("keys-in-the-making").with("retryAfter", 2);
        }
        return store.keys(campaignId, scopes);
    }

    /** The keys of these scopes, in their order. */
    Map<String, SigningScope> signing(RatingCampaign campaign, List<String> scopes) {
        if (ready.size() > REMEMBERED) {
            ready.clear();
        }
        var unknown = new HashSet<>(scopes);
        unknown.removeIf(scope -> ready.containsKey(ScopeKey.id(campaign.id(), scope)));
        if (!unknown.isEmpty()) {
            store.keys(campaign.id(), List.copyOf(unknown)).forEach(key -> ready.put(key.id(), opened(key)));
        }
        var found = new LinkedHashMap<String, SigningScope>();
        scopes.forEach(scope -> {
            var key = ready.get(ScopeKey.id(campaign.id(), scope));
            if (key == null) {
                throw Refusal.conflict("campaign-not-issuing");
            }
            found.put(scope, key);
        });
        return found;
    }

    private SigningScope opened(ScopeKey stored) {
        var sealed = Objects.requireNonNull(stored.sealedKey(), "erased");
        try {
            var pkcs8 = Base64.getDecoder().decode(personalData.decrypt(sealed));
            var key = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new SigningScope(stored.scope(), stored.kid(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newSubjectKey() {
        var bytes = new byte[SUBJECT_KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Scheduled(initialDelayString = "PT30M", fixedDelayString = "PT12H")
    @SchedulerLock(name = "credential-erase")
    void erase() {
        store.eraseSecrets(clock.instant().minus(Duration.ofDays(settings.eraseAfterDays())));
        ready.clear();
    }
}
