package io.sanhang.notification.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
@TestPropertySource(
        properties = {
            "sanhang.notification.mailbox.enabled=true",
            "sanhang.notification.sms.signature=清河县",
            "sanhang.demo.enabled=true"
        })
class OneTimeCodeHttpTest {

    @Autowired
    MockMvcTester http;

    @Autowired
    Tokens tokens;

    @Autowired
    MongoDatabase database;

    @Autowired
    JsonMapper json;

    @Test
    void a_code_is_sent_at_once_and_once_and_then_forgotten() {
        for (var i = 0; i < 3; i++) {
            assertThat(send(tokens.service(), "c1", "13800000021", "482913", "rater"))
                    .hasStatus(202);
        }
        await(() -> mailbox("13800000021").size() == 1);
        var letter = mailbox("13800000021").get(0);
        assertThat(letter.get("text").asString()).startsWith("【清河县】评议验证码：482913，5分钟内有效");
        assertThat(letter.get("to").asString()).isEqualTo("13800000021");
        await(() -> stored("c1").getString("state").equals("SENT"));
        assertThat(stored("c1").toJson())
                .doesNotContain("482913", "13800000021")
                .doesNotContain("\"phone\"", "\"text\"");
        assertThat(mailbox("13800000022")).isEmpty();
    }

    @Test
    void only_services_send_codes_and_bad_ones_are_refused() {
        assertThat(send(tokens.office(), "c2", "13800000021", "482913", "rater"))
                .hasStatus(403);
        assertThat(send(tokens.service(), "c2", "12", "482913", "rater")).hasStatus(422);
        assertThat(send(tokens.service(), "c2", "13800000021", "48 29", "rater"))
                .hasStatus(400);
        assertThat(send(tokens.service(), "c2", "13800000021", "482913", "lottery"))
                .hasStatus(400);
    }

    @Test
    void the_mailbox_keeps_no_number_in_clear() {
        send(tokens.service(), "c3", "13800000023", "111222", "sign-in");
        await(() -> mailbox("13800000023").size() == 1);
        assertThat(database.getCollection("mailbox").find().into(new ArrayList<>()))
                .allSatisfy(each -> assertThat(each.toJson()).doesNotContain("1380000002"));
        assertThat(http.get().uri("/api/notification/mailbox?phone=1")).hasStatus(422);
    }

    @Test
    void the_demo_county_has_an_inbox() {
        await(() -> database.getCollection("messages").countDocuments(new Document("channel", "INBOX")) >= 13);
        var inbox = http.get()
                .uri("/api/notification/inbox/count")
                .header("Authorization", tokens.office())
                .exchange();
        assertThat(json.readTree(inbox.getResponse().getContentAsByteArray())
                        .get("unread")
                        .asInt())
                .isEqualTo(4);
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult send(
            String token, String id, String phone, String code, String purpose) {
        return http.post()
                .uri("/api/notification/internal/one-time-codes")
                .header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(
                        Map.of("id", id, "phone", phone, "code", code, "purpose", purpose, "validMinutes", 5)))
                .exchange();
    }

    private JsonNode mailbox(String phone) {
        var result = http.get().uri("/api/notification/mailbox?phone=" + phone).exchange();
        assertThat(result).hasStatus(200);
        return json.readTree(result.getResponse().getContentAsByteArray()).get("items");
    }

    private Document stored(String id) {
        return database.getCollection("messages")
                .find(new Document("_id", Ids.derived("one-time-code", id)))
                .first();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition);
    }
}
