package io.sanhang.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running service and a registrar beside it; every test makes campaigns of its own. */
@ServiceTest
public abstract class EvaluationHttpTest {

    protected static final FakeRegistrar REGISTRAR = new FakeRegistrar();
    protected static final String PATH = "/api/evaluation/campaigns";
    private static final AtomicInteger CAMPAIGNS = new AtomicInteger();

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected Tokens tokens;

    @Autowired
    protected TestClock clock;

    @Autowired
    protected JsonMapper json;

    @Autowired
    protected PublishedEvents events;

    @Autowired
    protected MongoDatabase database;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("sanhang.neighbours.identity", REGISTRAR::url);
        properties.add("sanhang.evaluation.sealing.every", () -> "200ms");
        properties.add("sanhang.evaluation.sealing.batch", () -> "1");
        properties.add("sanhang.evaluation.sealing.pause", () -> "0s");
    }

    @BeforeEach
    @AfterEach
    void asAtTheBeginning() {
        clock.setTo(TestClock.START);
        REGISTRAR.recover();
    }

    protected static String newId() {
        return "zf-test-" + CAMPAIGNS.incrementAndGet();
    }

    /** A campaign of two units that opens now for a week. */
    protected static Map<String, Object> wanted(String id) {
        var wanted = new HashMap<String, Object>();
        wanted.put("id", id);
        wanted.put("title", "万人评作风");
        wanted.put("issueOpens", TestClock.START.toString());
        wanted.put("issueCloses", TestClock.START.plus(Duration.ofDays(7)).toString());
        wanted.put("opens", TestClock.START.toString());
        wanted.put("closes", TestClock.START.plus(Duration.ofDays(7)).toString());
        wanted.put("units", List.of(Map.of("id", "u01", "name", "县教育局"), Map.of("id", "u02", "name", "县卫健局")));
        return wanted;
    }

    protected String drafted() {
        var id = newId();
        created(post("", wanted(id)).header("Authorization", tokens.office()));
        return id;
    }

    protected String opened() {
        var id = drafted();
        step(id, "opening");
        return id;
    }

    protected JsonNode step(String id, String step) {
        return ok(stepping(id, step));
    }

    /** Lets everything unusual count, then publishes. */
    protected JsonNode publish(String id) {
        for (var item : ok(get("/" + id + "/flags").header("Authorization", tokens.office()))
                .get("items")) {
            ok(post(
                            "/" + id + "/flags/" + item.get("flag").get("id").asString() + "/decisions",
                            Map.of("verdict", "count", "reason", "核实过"))
                    .header("Authorization", tokens.office()));
        }
        return step(id, "publication");
    }

    protected MockMvcTester.MockMvcRequestBuilder stepping(String id, String step) {
        return http.post().uri(PATH + "/" + id + "/" + step).header("Authorization", tokens.office());
    }

    protected static TestRater.Posted ballot(String id) {
        return TestRater.rate(id, "c", "u01", "q1=5,q2=4,q3=3,q4=5");
    }

    protected MockMvcTester.MockMvcRequestBuilder cast(String id, TestRater.Posted ballot) {
        return post("/" + id + "/ballots", ballot.json());
    }

    protected JsonNode accepted(String id, TestRater.Posted ballot) {
        var result = cast(id, ballot).exchange();
        assertThat(result).as("%s", text(result)).hasStatus(202);
        return read(result);
    }

    protected MockMvcTester.MockMvcRequestBuilder get(String path) {
        return http.get().uri(PATH + path);
    }

    protected MockMvcTester.MockMvcRequestBuilder post(String path, Object body) {
        return http.post()
                .uri(PATH + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body instanceof String text ? text : json.writeValueAsString(body));
    }

    protected JsonNode created(MockMvcTester.MockMvcRequestBuilder request) {
        var result = request.exchange();
        assertThat(result).as("%s", text(result)).hasStatus(201);
        return read(result);
    }

    protected JsonNode ok(MockMvcTester.MockMvcRequestBuilder request) {
        var result = request.exchange();
        assertThat(result).as("%s", text(result)).hasStatusOk();
        return read(result);
    }

    /** Refused as a problem with a Chinese title and detail; the pointer is null where no field is to blame. */
    protected JsonNode refused(
            MockMvcTester.MockMvcRequestBuilder request, int status, String code, @Nullable String pointer) {
        var result = request.exchange();
        assertThat(result).as("%s", text(result)).hasStatus(status).hasContentType("application/problem+json");
        var problem = read(result);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/" + code);
        assertThat(problem.get("title").asString()).containsPattern("\\p{IsHan}");
        assertThat(problem.get("detail").asString()).containsPattern("\\p{IsHan}");
        if (pointer != null) {
            assertThat(problem.get("errors"))
                    .extracting(error -> error.get("pointer").asString())
                    .contains(pointer);
        }
        return problem;
    }

    protected JsonNode refused(MockMvcTester.MockMvcRequestBuilder request, int status, String code) {
        return refused(request, status, code, null);
    }

    protected JsonNode read(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    protected static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The public leaves, hex, the manifest's first. */
    protected List<String> leaves(String id) {
        var bytes = get("/" + id + "/leaves").exchange().getResponse().getContentAsByteArray();
        assertThat(bytes.length % 32).isZero();
        var leaves = new ArrayList<String>();
        for (var at = 0; at < bytes.length; at += 32) {
            leaves.add(HexFormat.of().formatHex(bytes, at, at + 32));
        }
        return leaves;
    }

    /** The log's raw public key, as the manifest has it. */
    protected byte[] logKey(String id) {
        return Base64.getDecoder()
                .decode(ok(get("/" + id + "/manifest")).get("log").get("key").asString());
    }
}
