package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The platform as a user starts it: {@code bin/run}, with ports and a data directory of its own. With
 * {@code SANHANG_TEST_URL} the shared one is a platform that runs already.
 */
final class Sanhang implements AutoCloseable {

    /** Who uses the shared platform holds this lock: one class after the other. */
    static final String SHARED = "the shared platform";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START_WITHIN = Duration.ofMinutes(6);

    /** The tests' people all come from one address; ballots hide among 40, or all that there are at the close. */
    private static final Map<String, String> FOR_TESTS =
            Map.of("SANHANG_GATEWAY_LIMITS_CODES_REQUESTS", "1000", "SANHANG_EVALUATION_SEALING_BATCH", "40");

    private static final AtomicBoolean BUILT = new AtomicBoolean();

    private static Sanhang shared;

    private final Process process;
    private final Path home;
    private final Path output;
    private final String url;

    private Sanhang(Process process, Path home, Path output, String url) {
        this.process = process;
        this.home = home;
        this.output = output;
        this.url = url;
    }

    /** One platform with an empty store for all journeys, stopped when the tests end. */
    static synchronized Sanhang shared() {
        if (shared == null) {
            var given = System.getenv("SANHANG_TEST_URL");
            shared = given == null || given.isBlank()
                    ? start(freshHome(), freePort(), FOR_TESTS).awaitReady()
                    : new Sanhang(null, null, null, given);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** Two that start at the same time would both build. */
    private static void build() throws IOException {
        synchronized (BUILT) {
            if (!BUILT.getAndSet(true)) {
                var build = new ProcessBuilder(ROOT.resolve("bin/run").toString(), "--build-only")
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .start();
                var said = build.inputReader().lines().toList();
                assertThat(build.onExit().join().exitValue()).as("%s", said).isZero();
            }
        }
    }

    static Sanhang start(Path home, int port, Map<String, String> settings) {
        try {
            build();
            var output = Files.createTempFile(home, "output", ".log");
            var builder = new ProcessBuilder(ROOT.resolve("bin/run").toString())
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("SANHANG_HOME", home.toString());
            builder.environment().put("SANHANG_PORT", String.valueOf(port));
            builder.environment().putAll(settings);
            return new Sanhang(builder.start(), home, output, "http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sanhang awaitReady() {
        Await.until(START_WITHIN, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("bin/run ended with " + process.exitValue() + ":\n" + output());
            }
            return output().contains("三航平台已就绪");
        });
        return this;
    }

    /** Waits until it ends by itself and gives the exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("bin/run did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String url() {
        return url;
    }

    /** Where its embedded store listens. */
    int storePort() {
        return URI.create(url).getPort() + 10_020;
    }

    Path logs() {
        return home.resolve("logs");
    }

    Process process() {
        return process;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C does. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            awaitEnd();
        }
    }

    static Path root() {
        return ROOT;
    }

    static Path freshHome() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target/homes").toAbsolutePath()), "home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free port; it and its inner ports (plus 10,000) lie below those that the system gives to connections. */
    static int freePort() {
        for (var port = 10_100 + (int) (Math.random() * 4_000); ; port++) {
            try (var socket = new ServerSocket(port);
                    var inner = new ServerSocket(port + 10_001)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue;
            }
        }
    }
}
