package io.sanhang.identity.credential;

import io.sanhang.support.crypto.PersonalData;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Makes RSA keys on a small pool of its own: a key takes some tenths of a second, and people sign in meanwhile. */
@Component
class KeyMaker implements DisposableBean {

    private final PersonalData personalData;
    private final int bits;
    private final Map<String, CompletableFuture<?>> inTheMaking = new ConcurrentHashMap<>();
    private final ExecutorService pool =
            Executors.newFixedThreadPool(Math.min(4, Runtime.getRuntime().availableProcessors()), work -> {
                var thread = new Thread(work, "key-maker");
                thread.setDaemon(true);
                thread.setPriority(Thread.MIN_PRIORITY);
                return thread;
            });

    KeyMaker(PersonalData personalData, CredentialProperties settings) {
        this.personalData = personalData;
        bits = settings.keyBits();
    }

    /**
     * Makes a key for each scope and hands each over as soon as it is there. What is in the making for an earlier call
     * is waited for, not made twice; what is not ready in time is made all the same, for a later call.
     *
     * @return whether all were ready in time
     */
    boolean make(String campaignId, List<String> scopes, Consumer<ScopeKey> done, Duration patience) {
        var jobs = scopes.stream()
                .map(scope -> inTheMaking.computeIfAbsent(
                        ScopeKey.id(campaignId, scope),
                        id -> CompletableFuture.runAsync(() -> done.accept(make(campaignId, scope)), pool)))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(jobs).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            inTheMaking.values().removeIf(CompletableFuture::isDone);
        }
    }

    private ScopeKey make(String campaignId, String scope) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            var spki = pair.getPublic().getEncoded();
            return new ScopeKey(
                    ScopeKey.id(campaignId, scope),
                    scope,
                    kid(spki),
                    base64.encodeToString(spki),
                    personalData.encrypt(base64.encodeToString(pair.getPrivate().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String kid(byte[] spki) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(spki);
        return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
    }

    @Override
    public void destroy() {
        pool.shutdownNow();
    }
}
