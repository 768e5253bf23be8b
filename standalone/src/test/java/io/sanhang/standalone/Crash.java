package io.sanhang.standalone;

import io.sanhang.standalone.broker.EmbeddedBroker;
import io.sanhang.standalone.store.EmbeddedStore;
import java.nio.file.Path;

/** Run in a JVM of its own, so that a test can kill it. Prints the address when it is up. */
final class Crash {

    private Crash() {}

    public static void main(String[] args) throws Exception {
        var uri = args[0].equals("store")
                ? EmbeddedStore.durable(Path.of(args[1]).resolve("store.db"), 0).uri()
                : EmbeddedBroker.durable(Path.of(args[1]), 0).uri();
        System.out.println("UP " + uri);
        // A test that failed before it came to kill it leaves it nobody.
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        System.exit(0);
    }

    /** Starts the victim and waits for its address. */
    static Victim start(String what, Path directory) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crash.class.getName(),
                        what,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = process.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("UP ")) {
                return new Victim(process, line.substring(3));
            }
        }
        throw new IllegalStateException("It did not come up");
    }

    record Victim(Process process, String uri) {
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
