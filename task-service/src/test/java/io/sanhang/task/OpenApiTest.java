package io.sanhang.task;

import io.sanhang.testing.OpenApi;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class OpenApiTest extends ComponentTest {

    @Test
    void the_contract_is_the_committed_one(@Autowired MockMvcTester http) {
        OpenApi.assertCommitted(http, "task-service");
    }
}
