package io.sanhang.standalone;

import io.sanhang.standalone.Settings.Service;
import io.sanhang.standalone.broker.EmbeddedBroker;
import io.sanhang.standalone.store.EmbeddedStore;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All processes of the platform on one machine, started side by side and stopped in order. */
final class Platform {

    /** For a busy old machine: who dies is noticed at once, and slow is not broken. */
    private static final Duration START_WITHIN = Duration.ofMinutes(10);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private static final int REACHED_WITHIN_MILLIS = 3_000;
    private static final Pattern HOSTS = Pattern.compile("^(?:mongodb|amqps?)://(?:[^@/]*@)?([^/?]+)");

    private final Settings settings;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private @Nullable EmbeddedStore store;
    private @Nullable EmbeddedBroker broker;
    private @Nullable FileChannel lock;

    Platform(Settings settings) {
        this.settings = settings;
    }

    void start() throws IOException, InterruptedException {
        Files.createDirectories(settings.home());
        lockHome();
        checkPorts();
        checkReachable("数据库", "SANHANG_MONGODB_URI", 27_017);
        checkReachable("消息队列", "SANHANG_RABBITMQ_URI", 5_672);
        var environment = environment();
        var started = System.nanoTime();
        // The services wait for store and broker by themselves; their JVMs need the time anyway.
        for (var service : Settings.SERVICES) {
            services.add(ServiceProcess.start(service, settings, environment));
        }
        startServers();
        for (var service : services) {
            service.awaitReady(http, started + START_WITHIN.toNanos());
            say("✔ " + service.label(), started);
        }
        for (var service : services) {
            service.awaitWell(http, started + START_WITHIN.toNanos());
        }
    }

    private void startServers() throws IOException {
        var started = System.nanoTime();
        if (!settings.has("SANHANG_MONGODB_URI")) {
            store = EmbeddedStore.durable(settings.home().resolve("store.db"), settings.storePort());
            say("✔ 数据存储", started);
        }
        if (!settings.has("SANHANG_RABBITMQ_URI")) {
            broker = EmbeddedBroker.durable(settings.home().resolve("broker"), settings.brokerPort());
            say("✔ 消息队列", started);
        }
    }

    private Map<String, String> environment() throws IOException {
        var environment = new HashMap<>(Secrets.in(settings.home()));
        environment.put("SANHANG_PUBLIC_URL", settings.publicUrl());
        environment.put("SANHANG_MONGODB_URI", "mongodb://127.0.0.1:" + settings.storePort());
        environment.put("SANHANG_RABBITMQ_URI", "amqp://guest:guest@127.0.0.1:" + settings.brokerPort());
        if (settings.isDemo()) {
            environment.put("SANHANG_DEMO_ENABLED", "true");
            // Anybody may read it: where people are real, codes go out by SMS.
            environment.put("SANHANG_NOTIFICATION_MAILBOX_ENABLED", "true");
            // Who tries it out alone wants to find the ballot in the list; a county keeps the defaults that hide it.
            environment.put("SANHANG_EVALUATION_SEALING_BATCH", "1");
            environment.put("SANHANG_EVALUATION_SEALING_PAUSE", "0s");
        }
        environment.put(
                "SANHANG_PARENT_PID", String.valueOf(ProcessHandle.current().pid()));
        for (var service : Settings.SERVICES) {
            var name = "SANHANG_" + service.shortName().toUpperCase(Locale.ROOT);
            environment.put(name + "_URL", "http://127.0.0.1:" + settings.portOf(service));
            environment.put(name + "_MANAGEMENT_URL", "http://127.0.0.1:" + settings.managementPortOf(service));
        }
        environment.put("SANHANG_EVALUATION_BUNDLE_ADDRESS", "http://127.0.0.1:" + settings.port() + "/bundle.txt");
        // What the operator set wins over what we made up.
        environment.putAll(settings.environment());
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    private void lockHome() throws IOException {
        var channel =
                FileChannel.open(settings.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new StartFailure("数据目录 " + settings.home() + " 正被另一个三航平台使用。请先停止它，或者用 SANHANG_HOME 指定另一个目录。");
        }
        lock = channel;
    }

    private void checkPorts() throws IOException {
        for (var service : Settings.SERVICES) {
            checkFree(settings.portOf(service), service);
            checkFree(settings.managementPortOf(service), service);
        }
        if (!settings.has("SANHANG_MONGODB_URI")) {
            checkFree(settings.storePort(), null);
        }
        if (!settings.has("SANHANG_RABBITMQ_URI")) {
            checkFree(settings.brokerPort(), null);
        }
    }

    private static void checkFree(int port, @Nullable Service service) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            var setting = service != null && service.isGateway() ? "SANHANG_PORT" : "SANHANG_INTERNAL_PORT";
            throw new StartFailure(
                    "端口 " + port + " 已被占用。请停止占用它的程序，或者换一个端口，例如：" + setting + "=" + (port + 100) + " bin/run");
        }
    }

    /** A server that was given must answer; of several hosts one is enough. Names that need a look-up are left alone. */
    private void checkReachable(String what, String setting, int usualPort) {
        var hosts = HOSTS.matcher(settings.get(setting));
        if (!hosts.find()) {
            return;
        }
        for (var host : hosts.group(1).split(",")) {
            var address = URI.create("tcp://" + host);
            var port = address.getPort() < 0 ? usualPort : address.getPort();
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHost(), port), REACHED_WITHIN_MILLIS);
                return;
            } catch (IOException e) {
                // The next host may answer.
            }
        }
        throw new StartFailure(what + " " + hosts.group(1) + " 连不上。请检查它是否在运行，以及 " + setting + " 写得对不对。");
    }

    private static void say(String what, long sinceNanos) {
        var seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos) / 1000.0;
        System.out.printf(Locale.ROOT, "  %s  %.1f 秒%n", what, seconds);
    }

    /** Runs until one of the services ends by itself or the store cannot go on, which is a failure. */
    void onUnexpectedEnd(Runnable then) {
        services.forEach(service -> service.onExit(then));
        if (store != null) {
            var watched = store;
            var watch = new Thread(
                    () -> {
                        try {
                            while (watched.failure().isEmpty()) {
                                TimeUnit.SECONDS.sleep(1);
                            }
                            then.run();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "store-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    /** What has ended, for people. */
    String whyEnded() {
        var failure = store == null ? Optional.<Exception>empty() : store.failure();
        if (failure.isPresent()) {
            return "数据存储不能再写入（" + failure.get().getMessage() + "），平台已停止。已经保存成功的内容没有丢失。请检查磁盘空间，再重新启动。";
        }
        var dead = services.stream()
                .filter(service -> !service.isAlive())
                .map(ServiceProcess::label)
                .findFirst()
                .orElse("");
        return dead + " 意外停止，平台已关闭。原因见 " + settings.home().resolve("logs");
    }

    /** Services first, then what they stand on. */
    void stop() {
        services.forEach(ServiceProcess::askToStop);
        try {
            for (var service : services) {
                service.awaitStop(STOP_WITHIN);
            }
            if (broker != null) {
                broker.close();
            }
            if (store != null) {
                store.close();
            }
            if (lock != null) {
                lock.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("停止时出错：" + e);
        }
    }
}
