package io.sanhang.gateway;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * What a request costs at this gateway with a session, token relay and limits, in CPU time of the gateway's process,
 * beside a bare Spring Cloud Gateway route to the same server in the same run. Started by {@code benchmarks/gateway}.
 */
final class GatewayCost {

    private static final int CLIENTS = 8;
    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 20_000;
    private static final int ROUNDS = 3;
    private static final String PATH = "/api/task/tasks";

    private GatewayCost() {}

    public static void main(String[] args) throws Exception {
        var server = server();
        var target = "http://127.0.0.1:" + server.port();
        var bare = start(
                BareGateway.class,
                28_081,
                List.of("-Dspring.config.location=optional:classpath:/none/"),
                List.of(
                        "--server.port=28081",
                        "--spring.main.web-application-type=reactive",
                        "--spring.cloud.gateway.server.webflux.routes[0].id=all",
                        "--spring.cloud.gateway.server.webflux.routes[0].uri=" + target,
                        "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/**"));
        var ours = start(GatewayApplication.class, 28_080, List.of(), gatewaySettings(target));
        try {
            var session = new Browser(28_080);
            session.signIn();
            var cookie = "SANHANG_SESSION=" + session.cookie("SANHANG_SESSION").orElseThrow();
            load(28_081, "", WARM_UP);
            load(28_080, cookie, WARM_UP);
            for (var round = 0; round < ROUNDS; round++) {
                var plain = cost(bare, 28_081, "");
                var full = cost(ours, 28_080, cookie);
                System.out.printf(
                        Locale.ROOT,
                        "bare route %.0f µs CPU, with session, token relay and limits %.0f µs CPU, ratio %.2f%n",
                        plain,
                        full,
                        full / plain);
            }
        } finally {
            bare.destroy();
            ours.destroy();
            server.disposeNow();
        }
        System.exit(0);
    }

    private static DisposableServer server() {
        var body = "{\"items\":[" + "{\"id\":\"t\",\"title\":\"办好一件事\"},".repeat(20) + "{}]}";
        return HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) ->
                        response.header("Content-Type", "application/json").sendString(Mono.just(body)))
                .bindNow();
    }

    private static List<String> gatewaySettings(String target) {
        var settings = new ArrayList<>(List.of(
                "--server.port=28080",
                "--management.server.port=28090",
                "--sanhang.gateway.client-secret=test-secret",
                "--sanhang.gateway.limits.session.requests=100000000",
                "--sanhang.gateway.limits.address.requests=100000000"));
        for (var service : Service.values()) {
            var url = service == Service.TASK ? target : FakeServices.INSTANCE.url();
            settings.add("--sanhang.gateway.services." + service.code() + ".url=" + url);
            settings.add("--sanhang.gateway.services." + service.code() + ".management-url=" + url);
        }
        return settings;
    }

    private static Process start(Class<?> application, int port, List<String> options, List<String> arguments)
            throws Exception {
        var command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), application.getName()));
        command.addAll(arguments);
        var log = File.createTempFile("gateway-cost", ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        for (var tries = 0; tries < 300; tries++) {
            try (var socket = new java.net.Socket("127.0.0.1", port)) {
                return process;
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("Not started, see " + log);
    }

    /** Microseconds of the process's CPU for one request. */
    private static double cost(Process process, int port, String cookie) throws Exception {
        var before = cpu(process);
        load(port, cookie, REQUESTS);
        return (cpu(process).minus(before)).toNanos() / 1000.0 / REQUESTS;
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static void load(int port, String cookie, int requests) throws Exception {
        var clients = Executors.newFixedThreadPool(CLIENTS);
        var work = new ArrayList<Callable<Void>>();
        for (var client = 0; client < CLIENTS; client++) {
            work.add(() -> {
                ask(port, cookie, requests / CLIENTS);
                return null;
            });
        }
        for (var done : clients.invokeAll(work)) {
            done.get();
        }
        clients.shutdown();
    }

    private static void ask(int port, String cookie, int requests) throws Exception {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        for (var at = 0; at < requests; at++) {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Answered " + answer.statusCode());
            }
        }
    }
}
