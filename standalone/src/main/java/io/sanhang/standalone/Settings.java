package io.sanhang.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where things run, from the environment: {@code SANHANG_PORT} (8080) is the gateway's, everything inside counts up from
 * {@code SANHANG_INTERNAL_PORT} (the gateway's plus 10,000, or minus where that is too high); data lie in {@code SANHANG_HOME} (~/.sanhang).
 *
 * @param run where the extracted applications are
 */
record Settings(Map<String, String> environment, Path run) {

    /** One process: its module, what people call it, and the offset of its ports. */
    record Service(String module, String label, int offset) {
        boolean isGateway() {
            return module.equals("gateway");
        }

        /** {@code task-service} → {@code task}. */
        String shortName() {
            return module.replace("-service", "");
        }
    }

    static final List<Service> SERVICES = List.of(
            new Service("identity-service", "身份与机构", 1),
            new Service("task-service", "任务督办", 2),
            new Service("evaluation-service", "评议评价", 3),
            new Service("feedback-service", "开门问政", 4),
            new Service("notification-service", "通知消息", 5),
            new Service("gateway", "网关与门户", 0));

    private static final int MANAGEMENT = 10;
    private static final int INTERNAL = 10_000;

    /** The highest base that leaves room for all offsets. */
    private static final int HIGHEST = 65_500;

    int port() {
        return number("SANHANG_PORT", 8080);
    }

    private int internal(int offset) {
        var above = port() + INTERNAL;
        return number("SANHANG_INTERNAL_PORT", above < HIGHEST ? above : port() - INTERNAL) + offset;
    }

    int portOf(Service service) {
        return service.isGateway() ? port() : internal(service.offset());
    }

    int managementPortOf(Service service) {
        return internal(MANAGEMENT + service.offset());
    }

    int storePort() {
        return internal(20);
    }

    int brokerPort() {
        return internal(21);
    }

    Path home() {
        var given = environment.getOrDefault("SANHANG_HOME", "");
        return given.isBlank() ? Path.of(System.getProperty("user.home"), ".sanhang") : Path.of(given);
    }

    String publicUrl() {
        return environment.getOrDefault("SANHANG_PUBLIC_URL", "http://127.0.0.1:" + port());
    }

    /** With the demo county, unless {@code SANHANG_DEMO_ENABLED=false}. */
    boolean isDemo() {
        return !get("SANHANG_DEMO_ENABLED").equalsIgnoreCase("false");
    }

    boolean has(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    String get(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Further options for every JVM, stronger than ours. */
    List<String> javaOptions() {
        return Stream.of(get("SANHANG_JAVA_OPTIONS").split(" "))
                .filter(option -> !option.isBlank())
                .toList();
    }

    private int number(String name, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(environment.getOrDefault(name, ""));
            if (number > 0 && number < 65_536) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are no port.
        }
        throw new StartFailure("环境变量 " + name + " 不是有效的端口号：" + environment.get(name) + "。请改成 1 到 65535 之间的数字。");
    }
}
