package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one command, when all goes well and when not: a clear line, an exit code, and nothing left running. */
class StartTest {

    private static final String TITLE = "冬天的公交站要挡风";

    @Test
    void what_was_acknowledged_is_there_after_a_kill_and_a_second_start() {
        var home = Sanhang.freshHome();
        var port = Sanhang.freePort();
        String code;
        try (var first = Sanhang.start(home, port, Map.of()).awaitReady()) {
            code = Api.nobody(first.url())
                    .post("/api/feedback/suggestions", suggestion())
                    .expect(201)
                    .get("queryCode")
                    .asString();
            var all = processes(first);
            first.process().destroyForcibly();
            Await.until(Duration.ofSeconds(20), () -> all.stream().noneMatch(ProcessHandle::isAlive));
        }
        try (var second = Sanhang.start(home, port, Map.of()).awaitReady()) {
            var found = Api.nobody(second.url())
                    .post("/api/feedback/suggestion-queries", Map.of("code", code))
                    .expect(200);
            assertThat(found.get("title").asString()).isEqualTo(TITLE);
            assertThat(campaigns(second)).containsExactlyInAnyOrder("qh-2026h1", "qh-2026h2");

            var other = Sanhang.start(home, Sanhang.freePort(), Map.of());
            assertThat(other.awaitEnd()).isEqualTo(1);
            assertThat(other.output()).contains("正被另一个三航平台使用").contains("SANHANG_HOME");

            var all = processes(second);
            second.close();
            assertThat(all).noneMatch(ProcessHandle::isAlive);
            assertThat(second.output()).doesNotContain("出错");
        }
    }

    private static Map<String, Object> suggestion() {
        return Map.of(
                "title",
                TITLE,
                "body",
                "县城到柳河镇的公交站四面透风，老人等车受冻。",
                "kind",
                "idea",
                "submitter",
                "citizen",
                "publish",
                true);
    }

    private static Set<String> campaigns(Sanhang sanhang) {
        var ids = Api.nobody(sanhang.url())
                .get("/api/evaluation/campaigns")
                .expect(200)
                .findValuesAsString("id");
        return ids.stream().filter(id -> id.startsWith("qh-")).collect(Collectors.toSet());
    }

    @Test
    void a_service_that_dies_ends_the_platform_with_its_name() {
        try (var sanhang =
                Sanhang.start(Sanhang.freshHome(), Sanhang.freePort(), Map.of()).awaitReady()) {
            var all = processes(sanhang);
            var service = all.stream()
                    .filter(process -> process.info().commandLine().orElse("").contains("feedback-service.jar"))
                    .findFirst()
                    .orElseThrow();
            service.destroyForcibly();

            assertThat(sanhang.awaitEnd()).isEqualTo(1);
            assertThat(sanhang.output()).contains("开门问政 意外停止").contains("logs");
            assertThat(all).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void a_port_in_use_is_named_with_the_way_out() throws IOException {
        try (var taken = new ServerSocket(Sanhang.freePort(), 1, InetAddress.getLoopbackAddress())) {
            var sanhang = Sanhang.start(Sanhang.freshHome(), taken.getLocalPort(), Map.of());

            assertThat(sanhang.awaitEnd()).isEqualTo(1);
            assertThat(sanhang.output())
                    .contains("端口 " + taken.getLocalPort() + " 已被占用")
                    .contains("SANHANG_PORT=");
        }
    }

    @Test
    void a_setting_that_is_no_port_is_named() {
        var sanhang = Sanhang.start(Sanhang.freshHome(), 0, Map.of("SANHANG_PORT", "八零八零"));

        assertThat(sanhang.awaitEnd()).isEqualTo(1);
        assertThat(sanhang.output()).contains("SANHANG_PORT 不是有效的端口号：八零八零");
    }

    @Test
    void a_database_that_does_not_answer_is_named() {
        var sanhang = Sanhang.start(
                Sanhang.freshHome(),
                Sanhang.freePort(),
                Map.of("SANHANG_MONGODB_URI", "mongodb://me:secret@127.0.0.1:1/"));

        assertThat(sanhang.awaitEnd()).isEqualTo(1);
        assertThat(sanhang.output())
                .contains("数据库 127.0.0.1:1 连不上")
                .contains("SANHANG_MONGODB_URI")
                .doesNotContain("secret");
    }

    @Test
    void a_missing_tool_is_named() throws IOException {
        var output = Path.of("target/homes/no-java.log").toAbsolutePath();
        Files.createDirectories(output.getParent());
        var builder = new ProcessBuilder("/bin/bash", "-c", ". bin/lib.sh; PATH=/nowhere; need_node")
                .directory(Sanhang.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var process = builder.start();
        Await.until(Duration.ofSeconds(20), () -> !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output).content().contains("✘ 需要 Node.js 20 或更新的版本");
    }

    private static Set<ProcessHandle> processes(Sanhang sanhang) {
        return sanhang.process().descendants().collect(Collectors.toSet());
    }
}
