package io.sanhang.identity.account;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** At the start, before the first request: no demo accounts where no demo is asked for, and a first administrator. */
@Component
class AccountStart implements SmartLifecycle {

    private final Accounts accounts;
    private final AccountProperties settings;
    private final boolean demo;
    private volatile boolean running;

    AccountStart(Accounts accounts, AccountProperties settings, @Value("${sanhang.demo.enabled:false}") boolean demo) {
        this.accounts = accounts;
        this.settings = settings;
        this.demo = demo;
    }

    @Override
    public void start() {
        if (!demo && accounts.anyDemo()) {
            throw new IllegalStateException("The store holds demo accounts, whose passwords everybody knows. "
                    + "Use another store, or set sanhang.demo.enabled=true if this is a demo.");
        }
        var admin = settings.firstAdmin();
        if (admin != null && accounts.isEmpty()) {
            accounts.add(
                    admin.username(),
                    admin.name(),
                    admin.passwordHash(),
                    admin.phone(),
                    List.of("ADMIN"),
                    null,
                    false,
                    false);
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the store's indexes, before the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 2000;
    }
}
