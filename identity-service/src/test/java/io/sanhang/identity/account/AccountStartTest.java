package io.sanhang.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.identity.account.AccountProperties.FirstAdmin;
import java.util.ArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountStartTest extends IdentityHttpTest {

    private static final FirstAdmin ADMIN =
            new FirstAdmin("first", "首位管理员", "13911112222", "{bcrypt}$2a$10$" + ".".repeat(53));

    @Autowired
    Accounts accounts;

    @Autowired
    MongoDatabase database;

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

    @Test
    void on_an_empty_store_the_first_administrator_is_made_once() {
        var stored = database.getCollection("accounts");
        var demo = stored.find().into(new ArrayList<>());
        stored.deleteMany(new Document());
        try {
            new AccountStart(accounts, new AccountProperties(ADMIN), false).start();
            new AccountStart(accounts, new AccountProperties(ADMIN), false).start();

            assertThat(accounts.byUsername("first").orElseThrow().roles()).containsExactly("ADMIN");
            assertThat(stored.countDocuments()).isEqualTo(1);
        } finally {
            stored.deleteMany(new Document());
            stored.insertMany(demo);
        }
    }
}
