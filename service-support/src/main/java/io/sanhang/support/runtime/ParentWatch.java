package io.sanhang.support.runtime;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Started by a launcher on one machine, a service ends with it, also when the launcher was killed and could not say
 * good-bye.
 */
@AutoConfiguration
@ConditionalOnProperty("sanhang.parent.pid")
class ParentWatch {

    @Bean
    Thread parentWatcher(@Value("${sanhang.parent.pid}") long pid) {
        var watcher = new Thread(
                () -> {
                    ProcessHandle.of(pid).ifPresent(parent -> parent.onExit().join());
                    System.exit(0);
                },
                "parent-watch");
        watcher.setDaemon(true);
        watcher.start();
        return watcher;
    }
}
