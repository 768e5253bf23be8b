package io.sanhang.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.identity.account.AccountProperties.FirstAdmin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountStartTest extends IdentityHttpTest {

    private static final FirstAdmin ADMIN =
            new FirstAdmin("first", "首位管理员", "13911112222", "{bcrypt}$2a$10$" + ".".repeat(53));

    @Autowired
    Accounts accounts;

    @Test
    void a_store_with_demo_accounts_starts_as_a_demo_only() {
        assertThatThrownBy(() -> new AccountStart(accounts, new AccountProperties(null), false).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("demo accounts");

        new AccountStart(accounts, new AccountProperties(null), true).start();
    }

    @Test
    void a_first_administrator_is_made_only_where_there_is_nobody() {
        new AccountStart(accounts, new AccountProperties(ADMIN), true).start();

        assertThat(accounts.byUsername("first")).isEmpty();
    }
}
