package io.sanhang.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The gateway on a real port. The tests' own address is a trusted proxy, so that each browser can have an address, and
 * limits, of its own.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "sanhang.gateway.client-secret=test-secret",
            "sanhang.gateway.trusted-proxies=127.0.0.0/8",
            "sanhang.gateway.waiting.answer=600ms",
            "sanhang.gateway.waiting.upload-answer=2s",
            "sanhang.gateway.waiting.health=300ms",
            "sanhang.gateway.breaker.calls=10",
            "sanhang.gateway.breaker.open=1s",
            "sanhang.gateway.limits.codes.requests=5",
            "sanhang.gateway.limits.suggestions.requests=3",
            "sanhang.gateway.limits.lookups.requests=4",
            "sanhang.gateway.limits.address.requests=60",
            "sanhang.gateway.limits.session.requests=40"
        })
abstract class RunningGateway {

    private static final AtomicInteger IDS = new AtomicInteger();

    @LocalServerPort
    int port;

    Browser browser() {
        return new Browser(port);
    }

    /** A path segment that no other test uses. */
    static String unique() {
        return "t" + IDS.incrementAndGet();
    }

    static String closedPort() {
        try (var socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes that no HTTP client would send, and reads until the connection ends or is quiet for a second. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new StringBuilder();
            var buffer = new byte[8192];
            try {
                for (int n; (n = socket.getInputStream().read(buffer)) > 0; ) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            } catch (java.net.SocketTimeoutException quiet) {
                // Kept alive: that was all.
            }
            return answer.toString();
        }
    }
}
