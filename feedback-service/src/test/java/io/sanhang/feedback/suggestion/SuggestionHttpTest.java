package io.sanhang.feedback.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.contracts.feedback.SuggestionAccepted;
import io.sanhang.contracts.feedback.SuggestionAdopted;
import io.sanhang.contracts.feedback.SuggestionFollowedUp;
import io.sanhang.contracts.feedback.SuggestionReceived;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.feedback.Neighbours;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.testing.Covers;
import io.sanhang.testing.EventSender;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class SuggestionHttpTest {

    private static final Neighbours NEIGHBOURS = new Neighbours();
    private static final String BODY = "学校门口放学时堵车，旁边广场车位空着，建议借用一小时。";

    @Autowired
    MockMvcTester http;

    @Autowired
    Tokens tokens;

    @Autowired
    PublishedEvents events;

    @Autowired
    EventSender sender;

    @Autowired
    SuggestionIntake intake;

    @Autowired
    SuggestionRepository suggestions;

    @Autowired
    MongoDatabase database;

    @Autowired
    JsonMapper json;

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry properties) {
        properties.add("sanhang.neighbours.identity", NEIGHBOURS::url);
        properties.add("sanhang.neighbours.task", NEIGHBOURS::url);
    }

    @BeforeEach
    void everybodyIsUp() {
        NEIGHBOURS.taskStatus = 200;
        NEIGHBOURS.opened().clear();
    }

    @Test
    @Covers({"A061", "A064"})
    void a_citizen_without_an_account_sends_an_idea_and_follows_it_by_its_code() {
        var sent = send(UUID.randomUUID().toString(), idea("放学时借用广场车位", BODY, "13800000001"));
        assertThat(sent.get("queryCode").asString()).matches("[2-9A-HJ-NP-Z]{10}");
        assertThat(sent.get("dueOn").asString()).isNotBlank();
        assertThat(sent.get("next").asString()).contains("3个工作日", "10个工作日");

        var view = query(sent.get("queryCode").asString().toLowerCase());
        assertThat(view.get("id")).isEqualTo(sent.get("id"));
        assertThat(view.get("state").asString()).isEqualTo("received");
        assertThat(view.get("stateText").asString()).isEqualTo("已收到，等待受理");
        assertThat(view.toString()).doesNotContain("13800000001");
        assertThat(events.ofType(SuggestionReceived.class))
                .extracting(SuggestionReceived::suggestionId)
                .contains(sent.get("id").asString());
    }

    @Test
    void a_double_click_creates_once_and_gives_the_same_code() throws Exception {
        var key = UUID.randomUUID().toString();
        var body = idea("双击只产生一件建议", BODY, null);
        var pool = Executors.newFixedThreadPool(8);
        Callable<JsonNode> click = () -> send(key, body);
        var answers = pool.invokeAll(List.of(click, click, click, click, click, click, click, click));
        pool.shutdown();
        var first = answers.get(0).get();
        for (var answer : answers) {
            assertThat(answer.get().get("id")).isEqualTo(first.get("id"));
            assertThat(answer.get().get("queryCode")).isEqualTo(first.get("queryCode"));
        }
        assertThat(database.getCollection("suggestions").countDocuments(new Document("submission.title", "双击只产生一件建议")))
                .isEqualTo(1);
        refused(
                post("/suggestions", idea("双击换了一个题目", BODY, null)).header("Idempotency-Key", key),
                422,
                "idempotency-key-reused");
    }

    @Test
    void neither_the_code_nor_the_phone_is_in_the_store() {
        var sent = send("store-1", idea("库里不能有明文号码", BODY, "13800000009"));
        var stored = database.getCollection("suggestions")
                .find(new Document("_id", sent.get("id").asString()))
                .first();
        assertThat(stored).isNotNull();
        assertThat(stored.toJson())
                .doesNotContain("13800000009", sent.get("queryCode").asString());
    }

    @Test
    void what_was_typed_comes_back_as_it_was_typed() {
        var body = "<b>粗体</b> & \"引号\"\r\n  第二行前有空格，𠮷字，é，{{7*7}}  ";
        var sent = send("typed-1", idea("<i>标题</i> ${x}", body, null));
        var view = query(sent.get("queryCode").asString());
        assertThat(view.get("title").asString()).isEqualTo("<i>标题</i> ${x}");
        assertThat(view.get("body").asString()).isEqualTo(body);
    }

    @Test
    void bad_input_is_named_field_by_field() {
        refusedAt(post("/suggestions", idea("短", BODY, null)), "text-too-short", "/title");
        refusedAt(post("/suggestions", idea("题目没有问题", "太短", null)), "text-too-short", "/body");
        refusedAt(post("/suggestions", idea("题目没有问题", BODY + "\u202e", null)), "text-not-plain", "/body");
        refusedAt(post("/suggestions", idea("题目没有问题", BODY, "12345")), "bad-phone", "/phone");
        refused(post("/suggestions", Map.of("title", "题目没有问题", "body", BODY, "kind", "idea")), 400, "invalid-request");
        refused(
                post("/suggestions", Map.of("title", "题目没有问题", "body", BODY, "kind", "rumour", "submitter", "citizen")),
                400,
                "invalid-request");
        refused(post("/suggestions", "not json"), 400, "invalid-request");
    }

    @Test
    void a_wrong_code_opens_nothing() {
        var mine = send("wrong-1", idea("我的建议别人看不到", BODY, null));
        var other = send("wrong-2", idea("另外一件别人的建议", BODY, null));
        refused(post("/suggestion-queries", Map.of("code", "ABCDEFGHJK")), 404, "no-such-code");
        refused(post("/suggestion-queries", Map.of("code", "' || 1==1")), 404, "no-such-code");
        refused(post("/suggestion-queries", Map.of("code", Map.of("$ne", ""))), 400, "invalid-request");
        var crossed = Map.of("code", other.get("queryCode").asString(), "text", "借别人的编号来补充");
        refused(post("/suggestions/" + mine.get("id").asString() + "/follow-ups", crossed), 404, "no-such-code");
    }

    @Test
    @Covers({"A061", "A065", "A066"})
    void from_idea_to_answer_to_rating_to_task() {
        var sent = send("journey-1", idea("从建议到立项走一遍", BODY, "13800000002"));
        var id = sent.get("id").asString();
        var code = sent.get("queryCode").asString();

        var accepted = staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu"));
        assertThat(accepted.get("state").asString()).isEqualTo("accepted");
        assertThat(accepted.get("dueOn").asString()).isEqualTo("2026-09-28");
        assertThat(accepted.get("dueText").asString()).contains("第10个工作日");
        assertThat(accepted.get("contactKnown").asBoolean()).isTrue();
        assertThat(accepted.toString()).doesNotContain("13800000002");
        assertThat(events.ofType(SuggestionAccepted.class)).anySatisfy(fact -> {
            assertThat(fact.suggestionId()).isEqualTo(id);
            assertThat(fact.unitId()).isEqualTo("u-edu");
            assertThat(fact.contactKnown()).isTrue();
        });

        var clerk = tokens.department("u-edu");
        staff(clerk, id, "answer", Map.of("text", "已与广场协商，从下周一起放学时开放。"));
        var rating = Map.of("code", code, "level", 5, "reason", "很快");
        assertThat(ok(post("/suggestions/" + id + "/rating", rating))
                        .get("mayRate")
                        .asBoolean())
                .isFalse();
        ok(post("/suggestions/" + id + "/rating", rating));
        refused(post("/suggestions/" + id + "/rating", Map.of("code", code, "level", 1)), 409, "already-rated");

        var adopted = staff(clerk, id, "adoption", Map.of("taskTitle", "放学时开放广场车位", "leadUnitId", "u-edu"));
        assertThat(adopted.get("adopted").get("taskId").asString()).isEqualTo("task-1");
        staff(clerk, id, "adoption", Map.of("taskTitle", "放学时开放广场车位", "leadUnitId", "u-edu"));
        assertThat(NEIGHBOURS.opened()).hasSize(1);
        assertThat(NEIGHBOURS.opened().get(0))
                .contains("\"kind\":\"suggestion\"", id)
                .doesNotContain("13800000002");
        assertThat(events.ofType(SuggestionAdopted.class))
                .anySatisfy(fact -> assertThat(fact.taskId()).isEqualTo("task-1"));

        assertThat(ok(http.get().uri("/api/feedback/public-suggestions?unit=u-edu&q=走一遍"))
                        .get("items"))
                .anySatisfy(item -> {
                    assertThat(item.get("goldenIdea").asBoolean()).isTrue();
                    assertThat(item.get("answer").get("unitName").asString()).isEqualTo("县教育和体育局");
                });
    }

    @Test
    void when_task_service_is_down_nothing_changes_and_a_repeat_works() {
        var id = acceptedSuggestion("任务服务停了也不丢");
        var task = Map.of("taskTitle", "一项新任务标题", "leadUnitId", "u-edu");
        NEIGHBOURS.taskStatus = 503;
        refused(staffPost(tokens.office(), id, "adoption", task), 503, "task-service-unavailable");
        NEIGHBOURS.taskStatus = 422;
        refused(staffPost(tokens.office(), id, "adoption", task), 409, "task-not-taken");
        assertThat(detail(tokens.office(), id).get("state").asString()).isEqualTo("accepted");
        NEIGHBOURS.taskStatus = 200;
        assertThat(staff(tokens.office(), id, "adoption", task).get("state").asString())
                .isEqualTo("adopted");
    }

    @Test
    @Covers("A066")
    void the_sender_is_told_once_that_the_task_is_done() {
        var sent = send("closed-1", idea("任务办结要告诉提交人", BODY, null));
        var id = sent.get("id").asString();
        staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu"));
        staff(tokens.office(), id, "adoption", Map.of("taskTitle", "一项新任务标题", "leadUnitId", "u-edu"));
        var closed = new TaskClosed("task-1", "一项新任务标题", List.of("u-edu"), "suggestion", id);
        sender.send("delivery-1", closed);
        await(() -> query(sent.get("queryCode").asString())
                .get("adopted")
                .get("state")
                .asString()
                .equals("done"));
        sender.send("delivery-1", closed);
        intake.onTaskClosed(new Delivery<>("delivery-1", closed, Instant.now()));
        intake.onTaskClosed(
                new Delivery<>("delivery-2", new TaskClosed("x", "别的任务", List.of(), null, null), Instant.now()));
        intake.onTaskClosed(new Delivery<>(
                "delivery-3", new TaskClosed("x", "别的任务", List.of(), "suggestion", "gone"), Instant.now()));
        var steps = query(sent.get("queryCode").asString()).get("timeline");
        assertThat(steps)
                .filteredOn(step -> step.get("step").asString().equals("task-closed"))
                .hasSize(1);
    }

    @Test
    void a_follow_up_reopens_and_is_added_once() {
        var sent = send("follow-1", idea("追加要让承办单位知道", BODY, null));
        var id = sent.get("id").asString();
        staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu"));
        staff(tokens.department("u-edu"), id, "answer", Map.of("text", "已经处理好了，请您放心。"));
        var more = Map.of("code", sent.get("queryCode").asString(), "text", "还是没有修好");
        for (var i = 0; i < 3; i++) {
            var view = ok(post("/suggestions/" + id + "/follow-ups", more).header("Idempotency-Key", "f-1"));
            assertThat(view.get("state").asString()).isEqualTo("accepted");
            assertThat(view.get("followUps")).hasSize(1);
        }
        assertThat(events.ofType(SuggestionFollowedUp.class))
                .filteredOn(fact -> fact.suggestionId().equals(id))
                .hasSize(1);
    }

    @Test
    void a_department_sees_only_its_own() {
        var id = acceptedSuggestion("只有承办单位看得见");
        assertThat(detail(tokens.department("u-edu"), id).get("allowed")).isNotEmpty();
        assertThat(detail(tokens.leader("u-edu", "u-health"), id).get("allowed"))
                .isEmpty();
        refused(
                http.get()
                        .uri("/api/feedback/suggestions/" + id)
                        .header("Authorization", tokens.department("u-health")),
                404,
                "not-found");
        refused(staffPost(tokens.department("u-health"), id, "answer", Map.of("text", "别的单位也想来答复。")), 404, "not-found");
        refused(staffPost(tokens.department("u-edu"), id, "acceptance", Map.of("unitId", "u-edu")), 403, "not-allowed");
        refused(staffPost(tokens.leader("u-edu"), id, "answer", Map.of("text", "领导不代替承办单位答复。")), 403, "not-allowed");
        var others = ok(http.get()
                .uri("/api/feedback/suggestions?size=200")
                .header("Authorization", tokens.department("u-health")));
        assertThat(others.get("items"))
                .noneSatisfy(row -> assertThat(row.get("id").asString()).isEqualTo(id));
        var theirs = ok(http.get()
                .uri("/api/feedback/suggestions?state=accepted&q=看得见")
                .header("Authorization", tokens.department("u-edu")));
        assertThat(theirs.get("total").asInt()).isEqualTo(1);
    }

    @Test
    void nobody_gets_in_without_a_token_or_with_the_wrong_role() {
        refused(http.get().uri("/api/feedback/suggestions"), 401, "sign-in-required");
        refused(
                http.get().uri("/api/feedback/suggestions").header("Authorization", tokens.citizen()),
                403,
                "not-allowed");
        refused(
                http.get().uri("/api/feedback/suggestions").header("Authorization", "Bearer x.y.z"),
                401,
                "invalid-token");
        refused(
                http.get().uri("/api/feedback/internal/suggestions/x/contact").header("Authorization", tokens.office()),
                403,
                "not-allowed");
    }

    @Test
    void only_a_service_learns_the_phone_number() {
        var known = send("contact-1", idea("留了电话的一件建议", BODY, "138 0000 0003"));
        var contact = http.get()
                .uri("/api/feedback/internal/suggestions/" + known.get("id").asString() + "/contact")
                .header("Authorization", tokens.service());
        assertThat(ok(contact).get("phone").asString()).isEqualTo("13800000003");
        var unknown = send("contact-2", idea("没有留电话的一件建议", BODY, null));
        refused(
                http.get()
                        .uri("/api/feedback/internal/suggestions/"
                                + unknown.get("id").asString() + "/contact")
                        .header("Authorization", tokens.service()),
                404,
                "no-contact");
    }

    @Test
    void two_clerks_at_once_do_not_overwrite_each_other() {
        var id = acceptedSuggestion("两个人同时办理一件");
        var answer = Map.of("text", "先到的人已经答复了这件事。");
        var seen = staffPost(tokens.department("u-edu"), id, "answer", answer).header("If-Match", "\"2\"");
        assertThat(seen).hasStatus(200).headers().hasValue("ETag", "\"3\"");
        refused(
                staffPost(tokens.office(), id, "adoption", Map.of("taskTitle", "一项新任务标题", "leadUnitId", "u-edu"))
                        .header("If-Match", "\"2\""),
                412,
                "changed-meanwhile");
        refused(staffPost(tokens.office(), id, "acceptance", Map.of("unitId", "u-health")), 409, "illegal-step");
    }

    @Test
    @Covers("A047")
    void a_changed_calendar_moves_the_promise_and_the_earlier_day_stays_visible() {
        var far = LocalDate.of(2028, 12, 25);
        var sent = send("calendar-1", idea("放假安排变了期限怎么办", BODY, null));
        var id = sent.get("id").asString();
        staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu"));
        var promise = Promise.onAcceptance(far, 10, new WorkingCalendar());
        var stored = suggestions.find(id).orElseThrow();
        suggestions.replace(
                stored.accept(new Suggestion.Unit("u-health", "县卫生健康局"), promise, People.OFFICE, People.MONDAY));

        sender.send(new CalendarChanged(2029, List.of(LocalDate.of(2029, 1, 1), LocalDate.of(2029, 1, 2)), List.of()));

        Awaitility.await()
                .untilAsserted(() -> assertThat(query(sent.get("queryCode").asString())
                                .get("dueOn")
                                .asString())
                        .isEqualTo("2029-01-10"));
        var view = query(sent.get("queryCode").asString());
        assertThat(view.get("earlierDue").get(0).get("dueOn").asString()).isEqualTo("2029-01-08");
        assertThat(view.get("dueText").asString()).contains("1月1日至2日放假");
    }

    @Test
    void acceptance_checks_unit_and_day() {
        var id = send("check-1", idea("受理时检查单位和日期", BODY, null)).get("id").asString();
        refused(staffPost(tokens.office(), id, "acceptance", Map.of("unitId", "u-nowhere")), 422, "unknown-unit");
        refused(
                staffPost(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu", "dueOn", "2026-09-13")),
                422,
                "due-in-the-past");
        var set = staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu", "dueOn", "2026-09-20"));
        assertThat(set.get("dueText").asString()).isEqualTo("2026年9月14日由办公室定为2026年9月20日前答复");
    }

    @Test
    void only_answered_ones_whose_sender_agreed_are_public_and_without_personal_numbers() {
        var body = "请打我电话13900001111，学校门口堵车的事情。";
        var secret = new java.util.HashMap<String, Object>(idea("不公开的一件建议", body, null));
        secret.put("publish", false);
        for (var request : List.of(secret, idea("公开的一件建议啊", body, null), idea("没答复的一件建议", body, null))) {
            var id = send(UUID.randomUUID().toString(), request).get("id").asString();
            if (!String.valueOf(request.get("title")).startsWith("没答复")) {
                staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-health"));
                staff(tokens.office(), id, "answer", Map.of("text", "已经处理好了，请您放心。"));
            }
        }
        var page = ok(http.get().uri("/api/feedback/public-suggestions?unit=u-health"));
        assertThat(page.get("items"))
                .extracting(item -> item.get("title").asString())
                .containsExactly("公开的一件建议啊");
        assertThat(page.toString()).doesNotContain("13900001111").contains("139****1111");
        assertThat(page.get("total").asInt()).isEqualTo(1);
    }

    private static Map<String, Object> idea(String title, String body, @Nullable String phone) {
        var idea = new java.util.HashMap<String, Object>(
                Map.of("title", title, "body", body, "kind", "idea", "submitter", "citizen", "publish", true));
        if (phone != null) {
            idea.put("phone", phone);
        }
        return idea;
    }

    private String acceptedSuggestion(String title) {
        var id = send(UUID.randomUUID().toString(), idea(title, BODY, null))
                .get("id")
                .asString();
        staff(tokens.office(), id, "acceptance", Map.of("unitId", "u-edu"));
        return id;
    }

    private JsonNode send(String key, Map<String, Object> body) {
        var result = post("/suggestions", body).header("Idempotency-Key", key).exchange();
        assertThat(result).hasStatus(201);
        return read(result);
    }

    private JsonNode query(String code) {
        return ok(post("/suggestion-queries", Map.of("code", code)));
    }

    private JsonNode detail(String token, String id) {
        return ok(http.get().uri("/api/feedback/suggestions/" + id).header("Authorization", token));
    }

    private JsonNode staff(String token, String id, String step, Object body) {
        return ok(staffPost(token, id, step, body));
    }

    private MockMvcTester.MockMvcRequestBuilder staffPost(String token, String id, String step, Object body) {
        return post("/suggestions/" + id + "/" + step, body).header("Authorization", token);
    }

    private MockMvcTester.MockMvcRequestBuilder post(String path, Object body) {
        return http.post()
                .uri("/api/feedback" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body instanceof String text ? text : json.writeValueAsString(body));
    }

    private JsonNode ok(MockMvcTester.MockMvcRequestBuilder request) {
        var result = request.exchange();
        assertThat(result).hasStatus(200);
        return read(result);
    }

    private void refused(MockMvcTester.MockMvcRequestBuilder request, int status, String code) {
        var result = request.exchange();
        assertThat(result).hasStatus(status);
        assertThat(read(result).get("code").asString()).isEqualTo(code);
    }

    private void refusedAt(MockMvcTester.MockMvcRequestBuilder request, String code, String pointer) {
        var result = request.exchange();
        assertThat(result).hasStatus(422);
        var problem = read(result);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
    }

    private JsonNode read(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition);
    }
}
