package io.sanhang.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) inside this process, on the loopback address only: durable in a
 * directory, or in memory for tests.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String USER = "guest";
    private static final long FREE_DISK = 128L << 20;

    private final SystemLauncher launcher = new SystemLauncher();
    private final int port;

    private EmbeddedBroker(int port, Path work, boolean durable) throws Exception {
        this.port = port;
        // A reject without requeue would otherwise be redelivered in a hot loop; unknown arguments belong to others.
        System.setProperty("queue.maximumDeliveryAttempts", "1");
        System.setProperty("queue.behaviourOnUnknownDeclareArgument", "IGNORE");
        System.setProperty("virtualhost.housekeepingCheckPeriod", "500");
        Files.createDirectories(work);
        var configuration = work.resolve("broker.json");
        Files.writeString(configuration, configuration(port, durable));
        var attributes = new HashMap<String, Object>();
        attributes.put("type", "Memory");
        attributes.put("initialConfigurationLocation", configuration.toUri().toString());
        attributes.put("qpid.work_dir", work.toString());
        attributes.put("startupLoggedToSystemOut", false);
        attributes.put("context", Map.of("qpid.work_dir", work.toString()));
        launcher.startup(attributes);
        // The launcher reports a failure to its log only.
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }

    /** On a free port, forgetting everything when it ends. */
    public static EmbeddedBroker inMemory() {
        try {
            return new EmbeddedBroker(freePort(), Files.createTempDirectory("broker"), false);
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not start", e);
        }
    }

    /** @param port 0 for any free one */
    public static EmbeddedBroker durable(Path directory, int port) {
        try {
            return new EmbeddedBroker(port == 0 ? freePort() : port, directory, true);
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not start", e);
        }
    }

    public String uri() {
        return "amqp://" + USER + ":" + USER + "@127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            launcher.shutdown();
        } catch (IllegalStateException e) {
            // While the JVM ends, the broker closes itself by a hook of its own; two closings meet here.
            LOG.debug("The broker is closing already", e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(int port, boolean durable) {
        // The node keeps what queues there are, the host keeps the messages; on disk both in one place.
        // Left to itself, BDB writes nothing while the disk has less than 5 GB free.
        var node = durable
                ? "\"type\": \"BDB\", \"storePath\": \"${qpid.work_dir}/store\", \"context\": {\"je.freeDisk\": \"%d\"}"
                        .formatted(FREE_DISK)
                : "\"type\": \"Memory\"";
        var host = durable ? "ProvidedStore" : "Memory";
        return """
                {
                  "name": "sanhang",
                  "modelVersion": "9.1",
                  "authenticationproviders": [{
                    "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                    "users": [{"name": "%s", "password": "%s", "type": "managed"}]
                  }],
                  "ports": [{
                    "name": "amqp", "port": "%d", "bindingAddress": "127.0.0.1",
                    "protocols": ["AMQP_0_9_1"], "transports": ["TCP"], "authenticationProvider": "plain",
                    "virtualhostaliases": [
                      {"name": "nameAlias", "type": "nameAlias"}, {"name": "defaultAlias", "type": "defaultAlias"}]
                  }],
                  "virtualhostnodes": [{
                    "name": "default", %s, "defaultVirtualHostNode": "true",
                    "virtualHostInitialConfiguration": "{\\"type\\": \\"%s\\"}"
                  }]
                }
                """.formatted(USER, USER, port, node, host);
    }
}
