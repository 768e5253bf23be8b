package io.sanhang.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.notification.message.Message.Address;
import io.sanhang.notification.message.Message.Content;
import io.sanhang.notification.message.Message.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Instant NOON = Instant.parse("2026-09-14T04:00:00Z");
    private static final Ladder LADDER = new Ladder(List.of(Duration.ofMinutes(1), Duration.ofMinutes(10)));

    @Test
    void a_failed_attempt_is_repeated_after_the_rung_of_the_ladder_and_given_up_at_its_end() {
        assertThat(tried(1).failed("down", false, LADDER, NOON).dueAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(tried(2).failed("down", false, LADDER, NOON).dueAt()).isEqualTo(NOON.plusSeconds(600));
        var lost = tried(3).failed("down", false, LADDER, NOON);
        assertThat(lost.state()).isEqualTo(State.FAILED);
        assertThat(lost.dueAt()).isNull();
        assertThat(lost.problem()).isEqualTo("down");
    }

    @Test
    void what_cannot_be_helped_is_not_repeated() {
        assertThat(tried(1).failed("no-contact", true, LADDER, NOON).state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_settled_message_keeps_no_phone_number_and_no_code() {
        for (var settled : List.of(tried(1).sent(), tried(3).failed("down", false, LADDER, NOON))) {
            assertThat(settled.to().phone()).isNull();
            assertThat(settled.content().text()).isNull();
        }
        var waiting = tried(1).failed("down", false, LADDER, NOON);
        assertThat(waiting.to().phone()).isEqualTo("cipher");
        assertThat(waiting.content().text()).isEqualTo("sealed");
    }

    @Test
    void nobody_gets_a_code_that_has_expired() {
        var code = tried(1).usefulUntil(NOON.plusSeconds(30));
        assertThat(code.failed("down", false, LADDER, NOON).state()).isEqualTo(State.FAILED);
        var longer = tried(1).usefulUntil(NOON.plusSeconds(300));
        assertThat(longer.failed("down", false, LADDER, NOON).state()).isEqualTo(State.PENDING);
    }

    private static Message tried(int attempts) {
        var fresh = Message.sms(
                "m1", new Address(null, "cipher", null), new Content("one-time-code", "sealed", true, null), NOON);
        return new Message(
                fresh.id(),
                1 + attempts,
                fresh.channel(),
                fresh.to(),
                fresh.content(),
                fresh.at(),
                fresh.state(),
                attempts,
                fresh.dueAt(),
                null,
                null,
                null);
    }
}
