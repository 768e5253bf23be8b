package io.sanhang.notification.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.Covers;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
@TestPropertySource(properties = "sanhang.notification.mailbox.enabled=true")
class InvitationHttpTest {

    private static final String LINK = "http://127.0.0.1:8080/rate/qh-2026h2#i=Abcdefghijklmnopqrst_-";

    @Autowired
    MockMvcTester http;

    @Autowired
    Tokens tokens;

    @Autowired
    MongoDatabase database;

    @Autowired
    JsonMapper json;

    private static Map<String, Object> invitation(String id, String phone, @Nullable String title) {
        var invitation = new HashMap<String, Object>();
        invitation.put("id", id);
        invitation.put("phone", phone);
        invitation.put("kind", "invitation");
        invitation.put("title", title);
        invitation.put("link", LINK);
        invitation.put("until", "12月15日");
        return invitation;
    }

    private MvcTestResult send(String token, List<Map<String, Object>> items) {
        return post("invitations", token, Map.of("items", items));
    }

    private MvcTestResult post(String path, String token, Object body) {
        return http.post()
                .uri("/api/notification/internal/" + path)
                .header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }

    private JsonNode mailbox(String phone) {
        var result = http.get().uri("/api/notification/mailbox?phone=" + phone).exchange();
        return json.readTree(result.getResponse().getContentAsByteArray()).get("items");
    }

    private JsonNode states(String... ids) {
        var answer = post("invitation-states", tokens.service(), Map.of("ids", List.of(ids)));
        assertThat(answer).hasStatus(200);
        return json.readTree(answer.getResponse().getContentAsByteArray()).get("items");
    }

    @Test
    @Covers("A094")
    void an_invitation_is_sent_once_with_its_whole_link_and_then_forgotten() {
        var phone = "13800000071";
        for (var i = 0; i < 3; i++) {
            assertThat(send(tokens.service(), List.of(invitation("i1", phone, "2026年下半年万人评作风"))))
                    .hasStatus(202);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> states("i1").toString().contains("SENT"));

        assertThat(mailbox(phone)).hasSize(1);
        assertThat(mailbox(phone).get(0).get("text").asString())
                .contains("邀请您参加「2026年下半年万人评作风」评议", LINK + " 就能评", "12月15日前有效");
        assertThat(states("i1", "never")).hasSize(1);
        var stored = database.getCollection("messages")
                .find(new Document("_id", Ids.derived("rater-invitation", "i1")))
                .first();
        assertThat(stored).isNotNull();
        assertThat(stored.toJson()).doesNotContain(phone, "Abcdefghij").doesNotContain("\"phone\"", "\"text\"");
    }

    @Test
    @Covers("A094")
    void a_batch_goes_to_each_and_a_campaign_without_a_name_is_not_named() {
        var batch = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 200; i++) {
            batch.add(invitation("b" + i, "139%08d".formatted(i), null));
        }
        assertThat(send(tokens.service(), batch)).hasStatus(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> states("b0", "b100", "b199").toString().split("SENT", -1).length == 4);
        assertThat(mailbox("13900000100").get(0).get("text").asString()).contains("邀请您参加评议。");
        batch.add(invitation("b200", "13900000200", null));
        assertThat(send(tokens.service(), batch)).hasStatus(400);
    }

    @Test
    void only_services_send_them_and_bad_ones_are_refused() {
        for (var token : List.of(tokens.office(), tokens.citizen())) {
            assertThat(send(token, List.of(invitation("i2", "13800000072", null))))
                    .hasStatus(403);
            assertThat(post("invitation-states", token, Map.of("ids", List.of("i1"))))
                    .hasStatus(403);
        }
        assertThat(send(tokens.service(), List.of(invitation("i2", "12", null))))
                .hasStatus(422);
        var other = invitation("i2", "13800000072", null);
        other.put("kind", "lottery");
        assertThat(send(tokens.service(), Collections.singletonList(other))).hasStatus(400);
        assertThat(states("i2")).isEmpty();
    }
}
