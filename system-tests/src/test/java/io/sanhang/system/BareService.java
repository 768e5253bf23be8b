package io.sanhang.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link BareApplication} in a JVM like the services' own. The CPU of one request to it is the unit that other costs are
 * told in: measured beside them, it is as slow as they are on a slow or busy machine.
 */
final class BareService implements AutoCloseable {

    private static final List<String> AS_SERVICES = List.of("-Xmx192m", "-Xmn24m", "-Xss512k", "-XX:+UseSerialGC");
    private static final int MEASURED = 5_000;

    private final Process process;
    private final String url;

    private BareService(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Started and warm. */
    static BareService start() throws Exception {
        var port = Sanhang.freePort();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(AS_SERVICES);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BareApplication.class.getName()));
        command.addAll(List.of("--server.port=" + port, "--server.address=127.0.0.1"));
        command.addAll(List.of("--spring.main.banner-mode=off", "--server.tomcat.max-keep-alive-requests=1000000"));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var bare = new BareService(process, "http://127.0.0.1:" + port);
        Await.until(Duration.ofMinutes(2), bare::answers);
        for (var at = 0; at < 6; at++) {
            bare.microsPerRequest();
        }
        return bare;
    }

    private boolean answers() {
        try (var wire = new Wire(url)) {
            return wire.get("/hello") == 200;
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    /** CPU of the process for one request, when {@link BallotFigures#CLIENTS} ask as fast as they can. */
    double microsPerRequest() throws Exception {
        var before = cpuMicros();
        BallotFigures.together(() -> {
            try (var wire = new Wire(url)) {
                for (var at = 0; at < MEASURED; at++) {
                    wire.get("/hello");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return (cpuMicros() - before) / MEASURED / BallotFigures.CLIENTS;
    }

    private double cpuMicros() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1000.0;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
