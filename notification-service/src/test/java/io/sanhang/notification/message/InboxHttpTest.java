package io.sanhang.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.notification.message.Message.Address;
import io.sanhang.notification.message.Message.Content;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class InboxHttpTest {

    @Autowired
    MockMvcTester http;

    @Autowired
    Tokens tokens;

    @Autowired
    MessageRepository messages;

    @Autowired
    TestClock clock;

    @Autowired
    JsonMapper json;

    @Test
    void everybody_reads_their_own_inbox_newest_first() {
        var me = tokens.staff("a-reader", "DEPARTMENT", "u-edu");
        var first = put("a-reader", "第一条");
        clock.advance(Duration.ofMinutes(1));
        put("a-reader", "第二条");
        put("a-other", "别人的");
        assertThat(get(me, "").get("items"))
                .extracting(it -> it.get("title").asString())
                .containsExactly("第二条", "第一条");
        assertThat(get(me, "/count").get("unread").asInt()).isEqualTo(2);

        var read = post(me, "/" + first + "/reading", 200);
        var readAt = read.get("readAt").asString();
        clock.advance(Duration.ofMinutes(5));
        assertThat(post(me, "/" + first + "/reading", 200).get("readAt").asString())
                .isEqualTo(readAt);
        assertThat(get(me, "?unread=true").get("items"))
                .extracting(it -> it.get("title").asString())
                .containsExactly("第二条");
        assertThat(post(me, "/reading", 200).get("unread").asInt()).isZero();
        assertThat(get(tokens.staff("a-other", "OFFICE", null), "/count")
                        .get("unread")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void nobody_reads_or_marks_another_s_message() {
        var theirs = put("a-somebody", "别人的消息");
        assertThat(post(tokens.office(), "/" + theirs + "/reading", 404)
                        .get("code")
                        .asString())
                .isEqualTo("not-found");
        assertThat(get(tokens.office(), "?size=200").toString()).doesNotContain("别人的消息");
    }

    @Test
    void a_text_message_is_not_in_the_inbox() {
        messages.insertNew(Message.sms(
                Ids.random(),
                new Address("a-sms", "cipher", null),
                new Content("x", "短信", false, null),
                clock.instant()));
        assertThat(get(tokens.staff("a-sms", "OFFICE", null), "").get("total").asInt())
                .isZero();
    }

    @Test
    void only_staff_have_an_inbox() {
        assertThat(http.get().uri("/api/notification/inbox")).hasStatus(401);
        assertThat(http.get().uri("/api/notification/inbox").header("Authorization", tokens.citizen()))
                .hasStatus(403);
        assertThat(http.get().uri("/api/notification/inbox/count")).hasStatus(401);
    }

    @Test
    void without_being_asked_for_there_is_no_mailbox() {
        assertThat(http.get().uri("/api/notification/mailbox")).hasStatus(404);
    }

    @Test
    void of_many_replicas_one_gets_the_attempt() throws Exception {
        var id = Ids.random();
        messages.insertNew(Message.sms(
                id, new Address("a-x", "cipher", null), new Content("x", "短信", false, null), clock.instant()));
        var pool = Executors.newFixedThreadPool(8);
        Callable<Optional<Message>> claim =
                () -> messages.claim(id, clock.instant(), clock.instant().plusSeconds(60));
        var claims = pool.invokeAll(Collections.nCopies(16, claim)).stream()
                .map(InboxHttpTest::got)
                .toList();
        pool.shutdown();
        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(messages.claim(
                        id, clock.instant().plusSeconds(61), clock.instant().plusSeconds(120)))
                .hasValueSatisfying(again -> assertThat(again.attempts()).isEqualTo(2));
    }

    private static Optional<Message> got(Future<Optional<Message>> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String put(String accountId, String title) {
        var id = Ids.random();
        messages.insertNew(Message.inbox(id, accountId, new Content(title, "正文", false, "/desk"), clock.instant()));
        return id;
    }

    private JsonNode get(String token, String path) {
        var result = http.get()
                .uri("/api/notification/inbox" + path)
                .header("Authorization", token)
                .exchange();
        assertThat(result).hasStatus(200);
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    private JsonNode post(String token, String path, int status) {
        var result = http.post()
                .uri("/api/notification/inbox" + path)
                .header("Authorization", token)
                .exchange();
        assertThat(result).hasStatus(status);
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
