package io.sanhang.standalone;

import io.sanhang.standalone.Settings.Service;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in its own JVM. */
final class ServiceProcess {

    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);

    private final Service service;
    private final URI actuator;
    private final Path log;
    private final Process process;

    private ServiceProcess(Service service, URI actuator, Path log, Process process) {
        this.service = service;
        this.actuator = actuator;
        this.log = log;
        this.process = process;
    }

    static ServiceProcess start(Service service, Settings settings, Map<String, String> environment)
            throws IOException {
        var application = settings.run().resolve(service.module());
        var jar = application.resolve(service.module() + ".jar");
        if (!Files.exists(jar)) {
            throw new StartFailure("没有找到程序文件 " + jar + "。请运行 bin/run，它会先完成构建。");
        }
        var log = settings.home().resolve("logs").resolve(service.module() + ".log");
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(command(settings, application, jar))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", String.valueOf(settings.portOf(service)));
        builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
        builder.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(settings.managementPortOf(service)));
        builder.environment().put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        var actuator = URI.create("http://127.0.0.1:" + settings.managementPortOf(service) + "/actuator/");
        return new ServiceProcess(service, actuator, log, builder.start());
    }

    /** The quick compiler for nearly everything: the good one only for what has proved to be busy, long after the start. */
    private static final List<String> PATIENT = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=20000",
            "-XX:Tier4CompileThreshold=80000",
            "-XX:Tier4BackEdgeThreshold=400000");

    /** Tuned for one machine: a small heap, and {@link #PATIENT}. Production keeps the JVM's own choice. */
    private static List<String> command(Settings settings, Path application, Path jar) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-Xmn24m", "-Xss512k", "-XX:+UseSerialGC", "-Duser.timezone=Asia/Shanghai"));
        command.addAll(PATIENT);
        command.addAll(settings.javaOptions());
        command.add("-Dfile.encoding=UTF-8");
        if (Runtime.version().feature() >= 25) {
            command.add("-XX:+UseCompactObjectHeaders");
            var cache = application.resolve("app.aot");
            if (Files.exists(cache)) {
                command.add("-XX:AOTCache=" + cache);
            }
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    String label() {
        return service.label();
    }

    /** Waits until the service says it is ready. */
    void awaitReady(HttpClient http, long deadlineNanos) throws InterruptedException {
        await("health/readiness", http, deadlineNanos);
    }

    /** Waits until everything of the service is well, which includes its share of the demo county. */
    void awaitWell(HttpClient http, long deadlineNanos) throws InterruptedException {
        await("health", http, deadlineNanos);
    }

    private void await(String health, HttpClient http, long deadlineNanos) throws InterruptedException {
        while (!isGood(health, http)) {
            if (!process.isAlive()) {
                throw new StartFailure(service.label() + "（" + service.module() + "）启动失败，退出码 " + process.exitValue()
                        + "。详情见日志 " + log + "：" + cause());
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new StartFailure(
                        service.label() + "（" + service.module() + "）没有在规定时间内启动。请看日志 " + log + "：" + cause());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean isGood(String health, HttpClient http) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(actuator.resolve(health))
                    .timeout(ASK_TIMEOUT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The last cause in the log, or the last line of it, without stack traces. */
    private String cause() {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                    .toList();
            return lines.stream()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((first, second) -> second)
                    .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
        } catch (IOException e) {
            return "";
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void onExit(Runnable then) {
        process.onExit().thenRun(then);
    }

    void askToStop() {
        process.destroy();
    }

    void awaitStop(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
