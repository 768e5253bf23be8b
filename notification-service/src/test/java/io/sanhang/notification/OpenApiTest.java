package io.sanhang.notification;

import io.sanhang.testing.OpenApi;
import io.sanhang.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ServiceTest
class OpenApiTest {

    @Test
    void the_contract_is_the_committed_one(@Autowired MockMvcTester http) {
        OpenApi.assertCommitted(http, "notification-service");
    }
}
