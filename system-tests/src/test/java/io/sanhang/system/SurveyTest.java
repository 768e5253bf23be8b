package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** Whether enterprises know of a policy, asked of some drawn by lot: from the list to the published rates (A070). */
@ResourceLock(Sanhang.SHARED)
class SurveyTest {

    private static final String URL = Sanhang.shared().url();
    private static final String CAMPAIGN = "zx-survey";
    private static final String EVALUATION = "/api/evaluation/campaigns/" + CAMPAIGN;
    private static final String IDENTITY = "/api/identity/campaigns/" + CAMPAIGN;
    private static final Pattern LINK = Pattern.compile("#i=([A-Za-z0-9_-]+)");
    private static final List<String> LISTED = phones("1371000", 60);
    private static final List<String> NAMED = phones("1372000", 4);

    private final Api office = Api.office(URL);

    private static List<String> phones(String head, int count) {
        return IntStream.range(0, count)
                .mapToObj(at -> head + "%04d".formatted(at))
                .toList();
    }

    @Test
    @Tag("A070")
    @Tag("A093")
    @Tag("A094")
    void of_those_who_were_drawn_it_is_published_how_many_know_each_policy() {
        made();
        register(NAMED, false);
        register(LISTED, true);
        var draw = Map.of("category", "p", "size", 36, "source", "list", "proportional", false, "seed", "当众念出的种子");
        office.post(IDENTITY + "/draws", draw).expect(201);
        office.post(EVALUATION + "/opening", Map.of()).expect(200);
        office.post(IDENTITY + "/invitations", Map.of("round", "FIRST")).expect(202);

        var codes = Await.value(Duration.ofSeconds(90), () -> {
            var found = invitations();
            return found.size() == 40 ? found : null;
        });
        assertThat(codes.keySet()).containsAll(NAMED);
        var known = 0;
        for (var phone : codes.keySet().stream().sorted().toList()) {
            var rater = Rater.invited(Api.nobody(URL), CAMPAIGN, codes.get(phone), "p");
            assertThat(rater.units()).containsExactly("u-tax");
            // Every fourth knows of the first policy, and only half of the others have heard of it at all.
            var knows = known++ % 4 == 0;
            rater.cast("u-tax", knows ? "q1=5,q2=5" : known % 2 == 0 ? "q1=2,q2=5" : "q1=1,q2=5");
        }
        // Who was on the list and not drawn is not asked, whatever number she proves.
        var other = LISTED.stream()
                .filter(phone -> !codes.containsKey(phone))
                .findFirst()
                .orElseThrow();
        assertThat(byPhone(other).status()).isEqualTo(403);

        office.post(EVALUATION + "/closing", Map.of()).expect(200);
        for (var flag : office.get(EVALUATION + "/flags").expect(200).get("items")) {
            office.post(
                            EVALUATION + "/flags/" + flag.get("flag").get("id").asString() + "/decisions",
                            Map.of("verdict", "count", "reason", "核实过"))
                    .expect(200);
        }
        office.post(EVALUATION + "/publication", Map.of()).expect(200);

        var result = Api.nobody(URL).get(EVALUATION + "/result").expect(200);
        assertThat(result.get("units").get(0).get("score").isNull()).isTrue();
        assertThat(result.get("rates").get("purpose").asString()).isEqualTo("awareness");
        assertThat(rows(result)).contains("q1 40 10 0.2500", "q2 40 40 1.0000");
        var draws = Api.nobody(URL).get(IDENTITY + "/draws").expect(200);
        assertThat(draws.get("invited").get(0).get("people").asInt()).isEqualTo(40);
        assertThat(draws.get("items").get(0).get("frameSize").asInt()).isEqualTo(60);
        assertThat(draws.get("items").get(0).get("drawn").asInt()).isEqualTo(36);
    }

    private void made() {
        var now = Instant.now();
        var end = now.plus(Duration.ofDays(7)).toString();
        var wanted = new HashMap<String, Object>(Map.of(
                "id",
                CAMPAIGN,
                "title",
                "惠企政策知晓率调查",
                "purpose",
                "awareness",
                "issueOpens",
                now.minusSeconds(60).toString(),
                "issueCloses",
                end,
                "opens",
                now.minusSeconds(60).toString(),
                "closes",
                end,
                "units",
                List.of(Map.of("id", "u-tax", "name", "县税务局"))));
        wanted.put(
                "items",
                List.of(
                        Map.of("id", "q1", "text", "小微企业所得税减免", "weight", 50),
                        Map.of("id", "q2", "text", "社保费缓缴", "weight", 50)));
        wanted.put("categories", List.of(Map.of("id", "p", "name", "企业负责人", "weight", 100, "entry", "invited")));
        // Keys may be in the making when it is asked for the first time.
        Await.until(
                Duration.ofSeconds(60),
                () -> office.post("/api/evaluation/campaigns", wanted, "survey").status() == 201);
    }

    private void register(List<String> phones, boolean toDrawFrom) {
        var lines = String.join("\n", phones.stream().map(phone -> phone + ",p").toList());
        var answer = office.post(IDENTITY + "/register/people", Map.of("lines", lines, "toDrawFrom", toDrawFrom))
                .expect(200);
        assertThat(answer.get("added").asInt()).isEqualTo(phones.size());
    }

    /** Phone → code, of the messages that came so far. */
    private static Map<String, String> invitations() {
        var codes = new HashMap<String, String>();
        for (var phone : Stream.concat(NAMED.stream(), LISTED.stream()).toList()) {
            for (var message : Api.nobody(URL)
                    .get("/api/notification/mailbox?phone=" + phone)
                    .expect(200)
                    .get("items")) {
                var link = LINK.matcher(message.get("text").asString());
                if (message.get("text").asString().contains(CAMPAIGN) && link.find()) {
                    codes.put(phone, link.group(1));
                }
            }
        }
        return codes;
    }

    private static Api.Answer byPhone(String phone) {
        var api = Api.nobody(URL);
        var since = Instant.now().minusMillis(1);
        api.post("/api/identity/rater-codes", Map.of("campaignId", CAMPAIGN, "phone", phone))
                .expect(202);
        return api.post(
                "/api/identity/rater-sessions",
                Map.of("campaignId", CAMPAIGN, "phone", phone, "code", api.code(phone, since)));
    }

    /** Item, ballots, those who know, share; of the unit as a whole. */
    private static List<String> rows(JsonNode result) {
        var rows = new ArrayList<String>();
        for (var row : result.get("rates").get("rows")) {
            rows.add("%s %d %d %s"
                    .formatted(
                            row.path("item").asString(""),
                            row.get("n").asInt(),
                            row.get("good").asInt(0),
                            row.get("rate").asString("")));
        }
        return rows;
    }
}
