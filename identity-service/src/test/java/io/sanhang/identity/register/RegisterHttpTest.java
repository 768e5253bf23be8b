package io.sanhang.identity.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.testing.Covers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class RegisterHttpTest extends IdentityHttpTest {

    /** Invited people, invited enterprises, and the open one. */
    private static final String USUAL = """
            {"id":"p","name":"群众","entry":"invited"},{"id":"e","name":"企业","entry":"invited"},\
            {"id":"o","name":"自愿参加","entry":"open"}""";

    private static final AtomicInteger NEXT_PHONE = new AtomicInteger(1);
    private static final AtomicInteger NEXT_CAMPAIGN = new AtomicInteger(1);

    @Autowired
    MongoClient client;

    @Autowired
    RegisterService register;

    @Autowired
    InvitationService invitations;

    @Autowired
    DrawService draws;

    @Autowired
    PersonalData personalData;

    @Value("${sanhang.identity.credential.database}")
    String database;

    private String campaign;

    @BeforeEach
    void another() {
        campaign = "reg-" + NEXT_CAMPAIGN.getAndIncrement();
    }

    private static String phone() {
        return "137%08d".formatted(NEXT_PHONE.getAndIncrement());
    }

    private static List<String> phones(int count) {
        return IntStream.range(0, count).mapToObj(i -> phone()).toList();
    }

    private JsonNode created(String categories, String... units) {
        var all = Stream.of(units).map(unit -> '"' + unit + '"').collect(Collectors.joining(","));
        return body(Stream.generate(() -> call(
                        HttpMethod.PUT,
                        "/api/identity/internal/campaigns/" + campaign + "/keys",
                        tokens.service(),
                        """
                        {"categories":[%s],"units":[%s],"title":"2026年万人评作风",
                         "issueOpens":"2020-01-01T00:00:00+08:00","issueCloses":"2030-01-01T00:00:00+08:00"}""".formatted(categories, all)))
                .limit(60)
                .filter(answer -> answer.getResponse().getStatus() != 503)
                .findFirst()
                .orElseThrow());
    }

    private MvcTestResult add(String lines, boolean toDrawFrom, @Nullable String token) {
        return call(
                HttpMethod.POST,
                path("register/people"),
                token,
                json.writeValueAsString(Map.of("lines", lines, "toDrawFrom", toDrawFrom)));
    }

    private JsonNode added(List<String> phones, String category, String stratum) {
        return ok(add(
                phones.stream()
                        .map(each -> each + "\t" + category + "\t" + stratum)
                        .collect(Collectors.joining("\n")),
                false,
                tokens.office()));
    }

    private String path(String rest) {
        return "/api/identity/campaigns/" + campaign + "/" + rest;
    }

    private JsonNode office(String rest) {
        return ok(call(HttpMethod.GET, path(rest), tokens.office(), null));
    }

    private JsonNode category(String id) {
        for (var each : office("register").get("categories")) {
            if (each.get("id").asString().equals(id)) {
                return each;
            }
        }
        throw new AssertionError(id);
    }

    private MvcTestResult draw(String body, String key) {
        return http.post()
                .uri(path("draws"))
                .header("Authorization", tokens.office())
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult contacts(String lines, String token) {
        return call(
                HttpMethod.POST,
                "/api/identity/service-contacts",
                token,
                json.writeValueAsString(Map.of("lines", lines)));
    }

    private MvcTestResult invite(String round) {
        return call(HttpMethod.POST, path("invitations"), tokens.office(), """
                {"round":"%s"}""".formatted(round));
    }

    /** Runs until nothing is under way. */
    private void sent() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            invitations.send();
            return Stream.of("DUE", "HANDED")
                    .allMatch(state -> stored("invited")
                                    .countDocuments(new Document("state", state)
                                            .append(
                                                    "_id",
                                                    new Document("$gt", campaign + "|").append("$lt", campaign + "}")))
                            == 0);
        });
    }

    private MongoCollection<Document> stored(String collection) {
        return client.getDatabase(database).getCollection(collection);
    }

    private JsonNode session(String phone) {
        return ok(opened(phone));
    }

    private MvcTestResult opened(String phone) {
        ok(post("/api/identity/rater-codes", """
                {"campaignId":"%s","phone":"%s"}""".formatted(campaign, phone)));
        return post("/api/identity/rater-sessions", """
                {"campaignId":"%s","phone":"%s","code":"%s"}""".formatted(campaign, phone, PHONES.codeFor(phone)));
    }

    private MvcTestResult byCode(String code) {
        return post("/api/identity/rater-invitations", """
                {"campaignId":"%s","code":"%s"}""".formatted(campaign, code));
    }

    private static String codeIn(JsonNode invitation) {
        var link = invitation.get("link").asString();
        return link.substring(link.indexOf("#i=") + 3);
    }

    private static List<String> ids(JsonNode categories) {
        var ids = new ArrayList<String>();
        categories.forEach(each -> ids.add(each.get("id").asString()));
        return ids;
    }

    private static List<String> texts(JsonNode texts) {
        var all = new ArrayList<String>();
        texts.forEach(each -> all.add(each.asString()));
        return all;
    }

    /** Any number below the modulus will do as a blinded message: the signer cannot read it. */
    private MvcTestResult take(JsonNode session, String category, JsonNode keys) throws Exception {
        var blinded = new ArrayList<Map<String, String>>();
        for (var key : keys.get("keys")) {
            var scope = key.get("scope").asString();
            if (texts(session.get("units")).stream().anyMatch(unit -> scope.equals(category + "/" + unit))) {
                var spki = Base64.getDecoder().decode(key.get("spki").asString());
                var rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
                var z = rsa.getModulus().shiftRight(3).toByteArray();
                var whole = new byte[256];
                System.arraycopy(z, 0, whole, 256 - z.length, z.length);
                blinded.add(Map.of(
                        "scope", scope,
                        "kid", key.get("kid").asString(),
                        "z", Base64.getUrlEncoder().withoutPadding().encodeToString(whole)));
            }
        }
        return post(
                "/api/identity/rater-tokens",
                json.writeValueAsString(Map.of(
                        "session", session.get("session").asString(), "category", category, "blinded", blinded)));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    // ---- who is on the register

    @Test
    @Covers({"A093", "A094"})
    void who_is_on_the_register_rates_as_that_and_others_as_open() {
        created(USUAL, "u-edu");
        var invited = phone();
        added(List.of(invited), "企业", "");

        assertThat(ids(session(invited).get("categories"))).containsExactly("e");
        assertThat(ids(session(phone()).get("categories"))).containsExactly("o");
    }

    @Test
    @Covers("A094")
    void where_only_invited_ones_rate_others_are_told_how_else_and_only_after_their_code() {
        created("""
                {"id":"p","name":"群众","entry":"invited"},{"id":"w","name":"办事人","entry":"code"}""", "u-edu");
        var stranger = phone();

        var refusal = opened(stranger);
        refused(refusal, 403, "not-on-register");
        assertThat(body(refusal).get("detail").asString())
                .contains("不在受邀名单里", "评价码")
                .doesNotContain("纸质");
        // Before the code is proved, everybody hears the same.
        var invited = phone();
        added(List.of(invited), "群众", "");
        for (var each : List.of(invited, phone())) {
            assertThat(post("/api/identity/rater-codes", """
                    {"campaignId":"%s","phone":"%s"}""".formatted(campaign, each)))
                    .hasStatus(202);
            refused(
                    post("/api/identity/rater-sessions", """
                    {"campaignId":"%s","phone":"%s","code":"%s"}""".formatted(
                                    campaign, each, PHONES.codeFor(each).equals("000000") ? "000001" : "000000")),
                    422,
                    "wrong-code");
        }
    }

    @Test
    @Covers("A093")
    void an_import_is_answered_line_by_line_and_the_same_again_changes_nothing() {
        created(USUAL, "u-edu");
        var one = phone();
        var two = phone();
        var table = """
                手机号,身份,乡镇
                %s,群众,柳河镇
                12345,群众,柳河镇
                %s,代表,东岗镇

                %s,p,柳河镇
                %s,企业
                %s,自愿参加
                """.formatted(one, two, one, two, phone());
        var answer = ok(add(table, false, tokens.office()));
        assertThat(answer.get("added").asInt()).isEqualTo(2);
        assertThat(answer.get("lines").toString())
                .contains("\"line\":3,\"message\":\"手机号不对")
                .contains("\"line\":4,\"message\":\"没有“代表”这个受邀身份，可以写：群众、企业")
                .contains("\"line\":6,\"message\":\"和第 2 行是同一个手机号")
                .contains("\"line\":8,\"message\":\"没有“自愿参加”");
        assertThat(answer.get("lines").size()).isEqualTo(4);

        var again = ok(add(table, false, tokens.office()));
        assertThat(again.get("added").asInt()).isZero();
        assertThat(again.get("known").asInt()).isEqualTo(2);
        var other = ok(add(one + "\t企业", false, tokens.office()));
        assertThat(other.get("lines").get(0).get("message").asString()).contains("身份是“群众”，没有改动");
        assertThat(category("p").get("total").get("invited").asInt()).isEqualTo(1);
        assertThat(category("e").get("total").get("invited").asInt()).isEqualTo(1);
    }

    @Test
    @Covers("A093")
    void only_the_office_keeps_the_register_and_nobody_else_sees_it() {
        created(USUAL, "u-edu");
        for (var token : List.of(tokens.department("u-edu"), tokens.leader("u-edu"), tokens.citizen())) {
            refused(add("x", false, token), 403, "not-allowed");
            refused(call(HttpMethod.GET, path("register"), token, null), 403, "not-allowed");
            refused(call(HttpMethod.POST, path("invitations"), token, "{\"round\":\"FIRST\"}"), 403, "not-allowed");
            refused(call(HttpMethod.GET, "/api/identity/recusals", token, null), 403, "not-allowed");
        }
        refused(add("x", false, null), 401, "sign-in-required");
        campaign = "reg-nowhere";
        refused(add("x", false, tokens.office()), 404, "no-such-register");
        refused(call(HttpMethod.GET, path("draws"), null, null), 404, "no-such-register");
    }

    @Test
    @Covers("A092")
    void ten_thousand_are_imported_at_once() {
        created(USUAL, "u-edu");
        var lines = phones(10_000).stream().map(each -> each + ",群众,柳河镇").collect(Collectors.joining("\n"));

        assertThat(ok(add(lines, false, tokens.office())).get("added").asInt()).isEqualTo(10_000);
        assertThat(ok(add(lines, false, tokens.office())).get("known").asInt()).isEqualTo(10_000);
        refused(add((phone() + ",p\n").repeat(Lines.MOST + 1), false, tokens.office()), 413, "too-many-lines");
    }

    // ---- contacts

    @Test
    @Covers("A093")
    void departments_report_their_own_contacts_and_a_second_report_changes_nothing() {
        var day = today().minusDays(3);
        var before = count("u-health");
        var lines = """
                %s,,群众,生育登记,%s
                %s,县卫健局,企业,卫生许可,%s
                %s,u-edu,群众,学位申请,%s
                %s,,路人,生育登记,%s
                %s,,群众,生育登记,%s
                %s,,群众,生育登记,昨天
                1380,,群众,生育登记,%s
                """.formatted(
                phone(), day, phone(), day, phone(), day, phone(), day, phone(), today().plusDays(1), phone(), day);

        var answer = ok(contacts(lines, tokens.department("u-health")));

        assertThat(answer.get("added").asInt()).isEqualTo(2);
        assertThat(answer.get("lines").toString())
                .contains("\"line\":3,\"message\":\"只能报本单位")
                .contains("\"line\":4,\"message\":\"办事人写")
                .contains("\"line\":5,\"message\":\"日期写成")
                .contains("\"line\":6,\"message\":\"日期写成")
                .contains("\"line\":7,\"message\":\"手机号不对");
        var again = ok(contacts(lines, tokens.department("u-health")));
        assertThat(again.get("added").asInt()).isZero();
        assertThat(again.get("known").asInt()).isEqualTo(2);
        assertThat(count("u-health")).isEqualTo(before + 2);
        // Another department sees and reports nothing of it.
        assertThat(ok(call(HttpMethod.GET, "/api/identity/service-contacts", tokens.department("u-tax"), null))
                        .toString())
                .doesNotContain("u-health");
        refused(contacts(lines, tokens.citizen()), 403, "not-allowed");
    }

    private long count(String unit) {
        var sum = 0L;
        for (var each : ok(call(HttpMethod.GET, "/api/identity/service-contacts", tokens.office(), null))
                .get("items")) {
            sum += each.get("unitId").asString().equals(unit)
                    ? each.get("count").asLong()
                    : 0;
        }
        return sum;
    }

    @Test
    @Covers("A093")
    void an_outside_system_reports_ten_thousand_and_old_ones_are_swept() {
        var day = today().minusDays(1);
        var lines = phones(10_000).stream()
                .map(each -> each + ",u-market,企业,营业执照变更登记," + day)
                .collect(Collectors.joining("\n"));
        assertThat(lines.getBytes(StandardCharsets.UTF_8).length).isLessThan(900_000);

        assertThat(ok(contacts(lines, tokens.staff("county-window", "OFFICE", null)))
                        .get("added")
                        .asInt())
                .isEqualTo(10_000);
        assertThat(count("u-market")).isGreaterThanOrEqualTo(10_000);
        clock.advance(Duration.ofDays(200));
        try {
            register.sweep(clock.instant());
            assertThat(count("u-market")).isZero();
        } finally {
            clock.advance(Duration.ofDays(-200));
        }
    }

    // ---- draws

    @Test
    @Covers("A093")
    void raters_are_drawn_from_contacts_and_everybody_may_see_how() {
        created(USUAL, "u-edu");
        var day = today().minusDays(10);
        var phones = phones(60);
        var lines = IntStream.range(0, 60)
                .mapToObj(i -> "%s,%s,群众,事项,%s".formatted(phones.get(i), i < 40 ? "u-edu" : "u-civil", day))
                .collect(Collectors.joining("\n"));
        ok(contacts(lines, tokens.office()));
        // Twice at the counter is one person, and an enterprise or another week is not asked for.
        ok(contacts(phones.get(0) + ",u-tax,群众,别的事," + day, tokens.office()));
        ok(contacts(phone() + ",u-edu,企业,事项," + day, tokens.office()));
        ok(contacts(phone() + ",u-edu,群众,事项," + day.minusDays(30), tokens.office()));
        var wish = """
                {"category":"p","size":30,"source":"contacts","kind":"person","from":"%s","to":"%s","proportional":true,\
                "seed":"福彩双色球2026001"}""".formatted(day, day);

        var drawn = ok(draw(wish, campaign + "-1"));

        assertThat(drawn.get("frameSize").asInt()).isEqualTo(60);
        assertThat(drawn.get("seedGiven").asBoolean()).isTrue();
        assertThat(category("p").get("total").get("invited").asInt()).isEqualTo(30);
        assertThat(category("p").get("strata").toString())
                .contains("县教育和体育局\",\"invited\":20", "县民政局\",\"invited\":10");
        // Asked again, after a lost answer: the same; with another wish under that key: refused.
        assertThat(ok(draw(wish, campaign + "-1"))).isEqualTo(drawn);
        refused(draw(wish.replace("30", "31"), campaign + "-1"), 422, "idempotency-key-reused");

        var shown = body(call(HttpMethod.GET, path("draws"), null, null));
        assertThat(shown.get("items").get(0)).isEqualTo(drawn);
        assertThat(shown.get("invited").toString()).contains("{\"category\":\"p\",\"people\":30}");
        phones.forEach(each -> assertThat(shown.toString()).doesNotContain(each));

        // Who has the frame does it again.
        var frame = call(HttpMethod.GET, path("draws/" + drawn.get("id").asString() + "/frame"), tokens.office(), null);
        var text = new String(frame.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
        assertThat(Lottery.sha256(text)).isEqualTo(drawn.get("frameHash").asString());
        var tickets = text.lines()
                .map(line -> line.split(","))
                .map(part -> new Lottery.Ticket(part[0], part[1]))
                .toList();
        var mine = Lottery.draw(tickets, drawn.get("seed").asString(), 30, true);
        assertThat(Lottery.sha256(Lottery.text(mine)))
                .isEqualTo(drawn.get("drawnHash").asString());
        assertThat(mine)
                .allSatisfy(each ->
                        assertThat(register.invitedAs(campaign, each.mark())).contains("p"));
        refused(
                call(HttpMethod.GET, path("draws/" + drawn.get("id").asString() + "/frame"), null, null),
                401,
                "sign-in-required");
    }

    @Test
    @Covers("A093")
    void raters_are_drawn_from_a_list_nobody_twice_and_the_numbers_of_the_others_are_erased() {
        created(USUAL, "u-edu");
        var phones = phones(50);
        added(phones.subList(0, 10), "企业", "");
        ok(add(phones.stream().map(each -> each + ",群众").collect(Collectors.joining("\n")), true, tokens.office()));
        assertThat(category("p").get("listed").asInt()).isEqualTo(50);
        var wish = """
                {"category":"p","size":%d,"source":"list","proportional":false}""";

        refused(draw(wish.formatted(41), campaign + "-2"), 422, "too-few-to-draw");
        refused(draw(wish.formatted(5).replace("\"p\"", "\"o\""), campaign + "-3"), 422, "not-for-invited");
        var drawn = ok(draw(wish.formatted(15), campaign + "-4"));

        // Ten of them were invited already.
        assertThat(drawn.get("frameSize").asInt()).isEqualTo(40);
        assertThat(drawn.get("seedGiven").asBoolean()).isFalse();
        assertThat(drawn.get("seed").asString()).hasSize(22);
        assertThat(category("p").get("total").get("invited").asInt()).isEqualTo(15);
        assertThat(category("p").get("listed").asInt()).isZero();
        for (var each : stored("candidates").find(new Document("_id", new Document("$regex", "^" + campaign)))) {
            assertThat(each.keySet()).containsExactlyInAnyOrder("_id", "stratum");
        }
        refused(draw(wish.formatted(1), campaign + "-5"), 422, "nobody-to-draw");
    }

    @Test
    @Covers("A093")
    void a_draw_that_was_cut_short_is_finished_by_whoever_comes_next() {
        created(USUAL, "u-edu");
        ok(add(phones(20).stream().map(each -> each + ",企业").collect(Collectors.joining("\n")), true, tokens.office()));
        ok(draw("""
                {"category":"e","size":8,"source":"list","proportional":false,"seed":"x"}""", campaign + "-6"));
        // As it lies in the store after a kill between the draw and the register.
        var mine = new Document("_id", new Document("$regex", "^" + campaign + "\\|"));
        var numbers = stored("invited").find(mine).into(new ArrayList<>());
        for (var each : numbers) {
            var id = each.getString("_id");
            stored("candidates")
                    .updateOne(
                            new Document(
                                    "_id",
                                    new Document(
                                            "$regex",
                                            "^" + campaign + "\\|draw:.*"
                                                    + id.substring(id.indexOf('|') + 1)
                                                            .replace("-", "\\-") + "$")),
                            new Document(
                                    "$set",
                                    new Document("sealedPhone", each.getString("sealedPhone"))
                                            .append("sealedLookup", each.getString("sealedLookup"))));
        }
        stored("invited").deleteMany(mine);
        stored("draws").updateMany(mine, new Document("$set", new Document("finished", false)));

        draws.finishWhatIsLeft();

        assertThat(stored("invited").find(mine).into(new ArrayList<>()))
                .extracting(each -> each.getString("_id"))
                .containsExactlyInAnyOrderElementsOf(
                        numbers.stream().map(each -> each.getString("_id")).toList());
        assertThat(stored("draws").find(mine).first()).containsEntry("finished", true);
    }

    @Test
    @Covers("A093")
    void of_two_draws_at_once_nobody_is_drawn_twice() throws Exception {
        created(USUAL, "u-edu");
        ok(add(phones(40).stream().map(each -> each + ",企业").collect(Collectors.joining("\n")), true, tokens.office()));
        var pool = Executors.newFixedThreadPool(2);
        try {
            var wish = """
                    {"category":"e","size":20,"source":"list","proportional":false,"seed":"x"}""";
            Callable<Integer> one =
                    () -> draw(wish, campaign + "-same").getResponse().getStatus();
            var answers = new ArrayList<Integer>();
            for (var each : pool.invokeAll(Collections.nCopies(2, one))) {
                answers.add(each.get());
            }
            assertThat(answers).isSubsetOf(201, 503).contains(201);
        } finally {
            pool.shutdown();
        }
        assertThat(category("e").get("total").get("invited").asInt()).isEqualTo(20);
        assertThat(office("register").get("draws").size()).isEqualTo(1);
    }

    // ---- invitations

    @Test
    @Covers("A094")
    void an_invitation_opens_the_same_door_as_the_phone_until_tokens_were_taken() throws Exception {
        var keys = created(USUAL, "u-edu");
        var invited = phone();
        added(List.of(invited), "群众", "柳河镇");
        assertThat(ok(invite("FIRST")).get("queued").asInt()).isEqualTo(1);
        assertThat(ok(invite("FIRST")).get("queued").asInt()).isZero();
        sent();

        var message = PHONES.invitationsTo(invited);
        assertThat(message).hasSize(1);
        assertThat(message.get(0).get("title").asString()).isEqualTo("2026年万人评作风");
        assertThat(message.get(0).get("link").asString()).contains("/rate/" + campaign + "#i=");
        assertThat(message.get(0).get("until").asString()).isEqualTo("1月1日");
        var code = codeIn(message.get(0));
        assertThat(code).hasSize(22);

        // Opened and closed again: still good. Another campaign's or a cut one is not.
        ok(byCode(code));
        var session = ok(byCode(code));
        assertThat(ids(session.get("categories"))).containsExactly("p");
        refused(byCode(code.substring(1)), 422, "invitation-unknown");
        var signed = ok(take(session, "p", keys));
        refused(byCode(code), 409, "invitation-used");
        // The phone is the same person: the same request gets the same answer, another none.
        assertThat(ok(take(session(invited), "p", keys))).isEqualTo(signed);
        assertThat(category("p").get("sent").asInt()).isEqualTo(1);

        var mine = campaign;
        campaign = mine + "-other";
        created(USUAL, "u-edu");
        refused(byCode(code), 422, "invitation-unknown");
    }

    @Test
    @Covers("A094")
    void a_number_is_erased_as_soon_as_its_invitation_was_sent_and_none_lies_in_clear() {
        created(USUAL, "u-edu");
        var phones = phones(12);
        added(phones, "群众", "柳河镇");
        var listed = phones(3);
        ok(add(listed.stream().map(each -> each + ",企业").collect(Collectors.joining("\n")), true, tokens.office()));
        ok(contacts(phone() + ",u-edu,群众,事项," + today(), tokens.office()));
        ok(invite("FIRST"));
        sent();

        for (var each : stored("invited").find(new Document("_id", new Document("$regex", "^" + campaign)))) {
            assertThat(each.keySet())
                    .containsExactlyInAnyOrder(
                            "_id",
                            "category",
                            "stratum",
                            "source",
                            "codeId",
                            "state",
                            "attempt",
                            "reminded",
                            "sentOn",
                            "sealedLookup");
        }
        var codes = phones.stream()
                .map(each -> codeIn(PHONES.invitationsTo(each).get(0)))
                .toList();
        for (var name : client.getDatabase(database).listCollectionNames()) {
            for (var document : stored(name).find()) {
                var text = document.toJson();
                assertThat(text).doesNotContainPattern("(?<![\\w+/=-])1[3-9]\\d{9}(?![\\w+/=-])");
                phones.forEach(each -> assertThat(text).doesNotContain(personalData.lookup(each)));
                codes.forEach(each -> assertThat(text).doesNotContain(each));
            }
        }
    }

    @Test
    @Covers("A094")
    void what_could_not_be_sent_is_counted_and_sent_again_under_another_id() {
        created(USUAL, "u-edu");
        var good = phone();
        var bad = phone();
        added(List.of(good, bad), "群众", "");
        PHONES.down(true);
        ok(invite("FIRST"));
        invitations.send();
        assertThat(category("p").get("underWay").asInt()).isEqualTo(2);
        PHONES.down(false);
        PHONES.unreachable(bad::equals);
        sent();

        assertThat(category("p").get("sent").asInt()).isEqualTo(1);
        assertThat(category("p").get("failed").asInt()).isEqualTo(1);
        PHONES.unreachable(phone -> false);
        assertThat(ok(invite("FAILED")).get("queued").asInt()).isEqualTo(1);
        sent();
        assertThat(category("p").get("sent").asInt()).isEqualTo(2);
        assertThat(PHONES.invitationsTo(good)).hasSize(1);
        assertThat(PHONES.invitationsTo(bad)).hasSize(2);
        assertThat(PHONES.invitationsTo(bad).get(0).get("id"))
                .isNotEqualTo(PHONES.invitationsTo(bad).get(1).get("id"));
        assertThat(codeIn(PHONES.invitationsTo(bad).get(0)))
                .isEqualTo(codeIn(PHONES.invitationsTo(bad).get(1)));
        refused(invite("REMINDER"), 409, "no-reminders");
    }

    @Test
    @Covers("A094")
    void after_a_kill_in_between_the_same_message_is_handed_over_under_the_same_id() {
        created(USUAL, "u-edu");
        var phones = phones(250);
        added(phones, "群众", "");
        ok(invite("FIRST"));
        PHONES.unreachable(phone -> false);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            invitations.send();
            return phones.stream().noneMatch(each -> PHONES.invitationsTo(each).isEmpty());
        });
        // Killed after notification-service had them, before that was written down.
        stored("invited")
                .updateMany(
                        new Document("_id", new Document("$regex", "^" + campaign)),
                        new Document(
                                "$set",
                                new Document("state", "DUE")
                                        .append("sealedPhone", personalData.encrypt(phones.get(0)))));
        sent();

        var ids = new HashSet<String>();
        phones.stream()
                .skip(1)
                .forEach(each ->
                        ids.add(PHONES.invitationsTo(each).get(0).get("id").asString()));
        assertThat(ids).hasSize(249);
        assertThat(PHONES.invitationsTo(phones.get(0)).stream()
                        .map(each -> each.get("id").asString())
                        .distinct())
                .hasSize(250);
        assertThat(category("p").get("sent").asInt()).isEqualTo(250);
    }

    @Test
    @Covers("A094")
    void who_has_tokens_already_gets_no_invitation() throws Exception {
        var keys = created(USUAL, "u-edu");
        var quick = phone();
        added(List.of(quick), "群众", "");
        ok(take(session(quick), "p", keys));
        ok(invite("FIRST"));
        sent();

        assertThat(PHONES.invitationsTo(quick)).isEmpty();
        assertThat(category("p").get("unneeded").asInt()).isEqualTo(1);
    }

    @Test
    @Covers("A094")
    void shares_are_seen_by_group_and_never_of_few() throws Exception {
        var keys = created(USUAL, "u-edu");
        var liuhe = phones(12);
        added(liuhe, "群众", "柳河镇");
        added(phones(11), "群众", "东岗镇");
        added(phones(2), "企业", "");
        for (var each : liuhe.subList(0, 3)) {
            ok(take(session(each), "p", keys));
        }

        assertThat(category("p").get("total").toString()).contains("\"invited\":23", "\"took\":3");
        assertThat(category("p").get("strata").toString())
                .contains("{\"name\":\"东岗镇\",\"invited\":11,\"reached\":0,\"took\":0}")
                .contains("{\"name\":\"柳河镇\",\"invited\":12,\"reached\":0,\"took\":3}");
        assertThat(category("e").get("total").get("took").isNull()).isTrue();
    }

    // ---- recusal and the end

    @Test
    @Covers("A093")
    void nobody_rates_the_own_unit_and_how_many_had_to_leave_it_out_is_public() throws Exception {
        var keys = created(USUAL, "u-edu", "u-tax");
        var cadre = phone();
        var lines = "手机,单位\n%s,县税务局\n%s,没有的局\n1,县税务局\n%s,u-tax".formatted(cadre, phone(), cadre);
        var answer = ok(call(
                HttpMethod.POST,
                "/api/identity/recusals",
                tokens.office(),
                json.writeValueAsString(Map.of("lines", lines))));
        assertThat(answer.get("added").asInt()).isEqualTo(1);
        assertThat(answer.get("lines").size()).isEqualTo(3);
        assertThat(ok(call(HttpMethod.GET, "/api/identity/recusals", tokens.office(), null))
                        .toString())
                .contains("县税务局\",\"people\":1")
                .doesNotContain(cadre);

        var session = session(cadre);
        assertThat(texts(session.get("units"))).containsExactly("u-edu");
        assertThat(texts(session.get("recused"))).containsExactly("u-tax");
        var signed = ok(take(session, "o", keys));
        // The demo's account of the education office, by its account's number.
        assertThat(texts(session("13900000003").get("units"))).containsExactly("u-tax");
        assertThat(texts(session(phone()).get("units"))).containsExactly("u-edu", "u-tax");
        assertThat(body(call(HttpMethod.GET, path("draws"), null, null))
                        .get("recused")
                        .asInt())
                .isEqualTo(1);

        // Whoever has tokens gets the same ones again, also when the lists have changed.
        assertThat(call(HttpMethod.DELETE, "/api/identity/recusals/u-tax", tokens.office(), null))
                .hasStatus(204);
        assertThat(call(HttpMethod.DELETE, "/api/identity/recusals/u-tax", tokens.office(), null))
                .hasStatus(204);
        added(List.of(cadre), "群众", "");
        var later = session(cadre);
        assertThat(ids(later.get("categories"))).containsExactly("p", "o");
        assertThat(ok(take(later, "o", keys))).isEqualTo(signed);
    }

    @Test
    @Covers("A093")
    void who_works_for_the_only_unit_is_told_so() {
        created(USUAL, "u-edu");
        refused(opened("13900000003"), 403, "recused-everywhere");
    }

    @Test
    @Covers("A094")
    void after_the_last_day_nothing_is_changed_or_sent_and_all_numbers_go() {
        created(USUAL, "u-edu");
        var waiting = phone();
        added(List.of(waiting), "群众", "");
        ok(add(phone() + ",群众", true, tokens.office()));
        ok(invite("FIRST"));
        PHONES.down(true);
        invitations.send();
        clock.advance(Duration.ofDays(3000));
        try {
            refused(add(phone() + ",群众", false, tokens.office()), 409, "register-closed");
            refused(invite("FIRST"), 409, "register-closed");
            refused(draw("""
                    {"category":"p","size":1,"source":"list","proportional":false}""", campaign + "-9"), 409, "register-closed");
            PHONES.down(false);
            register.sweep(clock.instant());
            sent();
            assertThat(PHONES.invitationsTo(waiting)).isEmpty();
            assertThat(category("p").get("failed").asInt()).isEqualTo(1);
            assertThat(stored("invited")
                            .find(new Document("_id", new Document("$regex", "^" + campaign)))
                            .first())
                    .doesNotContainKey("sealedPhone");
            assertThat(category("p").get("listed").asInt()).isZero();
        } finally {
            clock.advance(Duration.ofDays(-3000));
        }
    }
}
