package io.sanhang.gateway;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Started by a launcher on one machine, the gateway ends with it, also when the launcher was killed. */
@Configuration(proxyBeanMethods = false)
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
