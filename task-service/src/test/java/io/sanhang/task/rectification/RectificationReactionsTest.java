package io.sanhang.task.rectification;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.evaluation.RectificationOrdered;
import io.sanhang.support.events.Delivery;
import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class RectificationReactionsTest extends ComponentTest {

    private final RectificationReactions reactions;
    private final Calls calls;
    private final String edu;

    RectificationReactionsTest(
            @Autowired RectificationReactions reactions, @Autowired MockMvcTester http, @Autowired Tokens tokens) {
        this.reactions = reactions;
        calls = new Calls(http);
        edu = tokens.department("u-edu");
    }

    @Test
    @Covers({"A098", "A119"})
    void an_order_opens_one_rectification_however_often_it_arrives() {
        var due = LocalDate.now().plusDays(20);
        var order = new RectificationOrdered("order-1", "i-1", "惠企政策落实专项督导", "u-edu", "逐户补发通知", due, "县营商环境局");
        reactions.open(new Delivery<>("d-1", order, Instant.now()));
        reactions.open(new Delivery<>("d-1", order, Instant.now()));
        reactions.open(new Delivery<>("d-2", order, Instant.now()));

        var found = calls.get(edu, "/api/task/tasks?q=惠企政策落实专项督导").body();
        assertThat(found.get("items")).singleElement().satisfies(task -> {
            assertThat(task.get("title").asString()).isEqualTo("整改：惠企政策落实专项督导");
            assertThat(task.get("kind").asString()).isEqualTo("rectification");
            assertThat(task.get("dueOn").asString()).isEqualTo(due.toString());
        });
    }
}
