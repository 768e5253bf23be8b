package io.sanhang.evaluation.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.testing.Covers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import tools.jackson.databind.JsonNode;

/** Sheets on paper: committed, printed, entered by two people, counted as ballots. */
@ExtendWith(OutputCaptureExtension.class)
class PaperHttpTest extends EvaluationHttpTest {

    private static final String UNKNOWN = "A".repeat(26);
    private static final HexFormat HEX = HexFormat.of();

    @Autowired
    PaperDesk desk;

    private String id = "";
    private String one = "";
    private String other = "";
    private String third = "";

    @BeforeEach
    void people() {
        id = paperCampaign();
        one = tokens.staff("a-one", "OFFICE", "u-office");
        other = tokens.staff("a-other", "OFFICE", "u-office");
        third = tokens.admin();
    }

    private String paperCampaign() {
        var wanted = wanted(newId());
        wanted.put(
                "categories",
                List.of(
                        Map.of("id", "c", "name", "群众", "weight", 60),
                        Map.of("id", "p", "name", "纸质问卷", "weight", 40, "entry", "paper")));
        return created(post("", wanted).header("Authorization", tokens.office()))
                .get("id")
                .asString();
    }

    @Test
    @Covers("A093")
    void codes_are_committed_in_the_public_list_before_a_sheet_can_be_printed() {
        assertThat(ok(get("/" + id + "/manifest").header("Authorization", tokens.office()))
                        .get("keys"))
                .allSatisfy(key -> assertThat(key.get("scope").asString()).startsWith("c/"));
        var batch = batch(5);
        assertThat(batch.get("index").asInt()).isEqualTo(1);
        step(id, "opening");
        var committed = ok(get("/" + id + "/batches")).get("items").get(0);
        var text = committed.get("document").asString();
        var leaf = new byte[33];
        leaf[0] = 3;
        System.arraycopy(Merkle.sha256(text.getBytes(StandardCharsets.UTF_8)), 0, leaf, 1, 32);
        assertThat(leaves(id).get(committed.get("index").asInt())).isEqualTo(HEX.formatHex(Merkle.leaf(leaf)));
        var document = json.readTree(text);
        assertThat(document.get("scope").asString()).isEqualTo("p/u01");
        assertThat(document.get("area").asString()).isEqualTo("城关镇");
        var codes = codes(batch);
        assertThat(codes).hasSize(5).doesNotHaveDuplicates().allMatch(code -> code.matches("[A-Z2-7]{26}"));
        assertThat(document.get("codes"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(codes.stream()
                        .map(code -> HEX.formatHex(Merkle.sha256(Base32.decoded(code))))
                        .toList())
                .isSorted();
        assertThat(ok(get("/" + id)).get("ballots").asInt()).isZero();
    }

    @Test
    void what_is_not_in_the_list_is_not_printed_and_what_is_printed_is_erased() {
        var batch = batch(2);
        var sheets = "/" + id + "/paper-batches/" + batch.get("id").asString();
        var stored = database.getCollection("paper_batches");
        var here = new Document("_id", batch.get("id").asString());
        var codes = codes(batch);
        assertThat(Objects.requireNonNull(stored.find(here).first()).toJson())
                .doesNotContain(codes.get(0), HEX.formatHex(Base32.decoded(codes.get(0))));
        // As after a crash between the list and the batch: the next run finds the leaf and lists nothing twice.
        stored.updateOne(here, Updates.combine(Updates.unset("index"), Updates.set("waiting", true)));
        Awaitility.await()
                .until(() -> Objects.requireNonNull(stored.find(here).first()).getInteger("index") != null);
        assertThat(Objects.requireNonNull(stored.find(here).first()).getInteger("index"))
                .isEqualTo(1);
        stored.updateOne(here, Updates.unset("index"));
        refused(reading(sheets + "/sheets", one), 409, "batch-not-listed");
        stored.updateOne(here, Updates.set("index", 1));
        assertThat(codes(batch)).isEqualTo(codes);
        ok(post(sheets + "/printing", Map.of()).header("Authorization", one));
        ok(post(sheets + "/printing", Map.of()).header("Authorization", one));
        refused(reading(sheets + "/sheets", one), 410, "sheets-printed");
        assertThat(stored.find(here).first()).doesNotContainKey("codes");
    }

    @Test
    void the_same_request_makes_one_batch_and_a_wrong_one_none() {
        var batch = batch(3, "key-" + id);
        assertThat(batch(3, "key-" + id)).isEqualTo(batch);
        refused(making(4, "key-" + id, "p", "u01"), 422, "idempotency-key-reused");
        refused(making(3, "k2", "c", "u01"), 422, "bad-batch", "/unit");
        refused(making(3, "k2", "p", "u09"), 422, "bad-batch", "/unit");
        assertThat(making(501, "k2", "p", "u01").exchange()).hasStatus(400);
        assertThat(ok(reading("/" + id + "/paper-batches", one)).get("items")).hasSize(1);
        step(id, "opening");
        step(id, "closing");
        refused(making(3, "k3", "p", "u01"), 409, "sheets-too-late");
    }

    @Test
    @Covers({"A093", "A095"})
    void a_sheet_is_a_ballot_when_two_people_have_entered_it_alike() {
        var code = openedWith(2).get(0);
        var levels = List.of(5, 4, 3, 0);
        assertThat(state(enter(one, code, levels))).isEqualTo("waiting");
        // The same person as often as she likes is one person.
        assertThat(state(enter(one, code, levels))).isEqualTo("waiting");
        assertThat(ballots()).isEmpty();
        assertThat(open(one)).extracting(each -> each.get("mine").asBoolean()).containsExactly(true);
        assertThat(open(other)).extracting(each -> each.get("mine").asBoolean()).containsExactly(false);
        assertThat(open(other).get(0).toString()).doesNotContain("levels", "a-one", code);
        assertThat(state(enter(other, code, levels))).isEqualTo("counted");
        Awaitility.await().until(() -> leaves(id).size() == 3);
        // Who lost the answer asks again; whoever has another sheet in mind is told.
        assertThat(state(enter(other, code, levels))).isEqualTo("counted");
        assertThat(state(enter(third, code, levels))).isEqualTo("counted");
        refused(entering(other, code, List.of(1, 1, 1, 1)), 409, "sheet-counted");
        assertThat(ballots()).hasSize(1);
        assertThat(open(one)).isEmpty();
        assertThat(ok(get("/" + id)).get("ballots").asInt()).isEqualTo(1);
    }

    @Test
    @Covers("A093")
    void of_a_counted_sheet_nobody_can_tell_who_entered_it_and_when(CapturedOutput output) {
        var code = openedWith(1).get(0);
        enter(one, code, List.of(5, 4, 3, 0));
        enter(other, code, List.of(5, 4, 3, 0));
        var ballot = ballots().get(0);
        assertThat(ballot.keySet())
                .isSubsetOf(
                        "_id",
                        "version",
                        "campaign",
                        "category",
                        "unit",
                        "body",
                        "inputMsg",
                        "tokenSig",
                        "ballotSig",
                        "commentCommit",
                        "leaf",
                        "index",
                        "waiting");
        var nullifier = ballot.getString("_id");
        for (var name : database.listCollectionNames()) {
            for (var document : database.getCollection(name).find()) {
                if (document.toJson().contains(nullifier)) {
                    assertThat(name).isEqualTo("ballots");
                }
            }
        }
        var batch = ok(reading("/" + id + "/paper-batches", one)).get("items").get(0);
        assertThat(batch.get("hands").propertyNames()).containsExactlyInAnyOrder("a-one", "a-other");
        assertThat(output.getAll()).doesNotContain(nullifier, code, HEX.formatHex(Base32.decoded(code)));
    }

    @Test
    @Covers("A093")
    void what_two_people_read_differently_is_put_right_by_them_or_decided_by_a_third() {
        var codes = openedWith(2);
        enter(one, codes.get(0), List.of(5, 5, 5, 5));
        assertThat(state(enter(other, codes.get(0), List.of(5, 5, 5, 1)))).isEqualTo("differs");
        assertThat(open(one).get(0).get("state").asString()).isEqualTo("differs");
        assertThat(open(other).get(0).get("state").asString()).isEqualTo("differs");
        refused(entering(third, codes.get(0), List.of(5, 5, 5, 5)), 409, "sheet-differs");
        refused(deciding(one, codes.get(0), "看过了"), 403, "third-person-needed");
        refused(deciding(other, codes.get(0), "看过了"), 403, "third-person-needed");
        assertThat(ballots()).isEmpty();
        assertThat(state(enter(other, codes.get(0), List.of(5, 5, 5, 5)))).isEqualTo("counted");

        enter(one, codes.get(1), List.of(5, 5, 5, 5));
        refused(deciding(third, codes.get(1), "只有一个人录过"), 409, "sheet-not-disputed");
        enter(other, codes.get(1), List.of(4, 5, 5, 5));
        assertThat(state(ok(deciding(third, codes.get(1), "第一题勾在 4 上")))).isEqualTo("counted");
        assertThat(ballots())
                .extracting(each -> each.getString("body").split("\\|")[3])
                .containsExactlyInAnyOrder("q1=5,q2=5,q3=5,q4=5", "q1=4,q2=4,q3=4,q4=4");
        var batch = ok(reading("/" + id + "/paper-batches", one)).get("items").get(0);
        assertThat(batch.get("counted").asInt()).isEqualTo(2);
        assertThat(batch.get("reasons")).extracting(JsonNode::asString).containsExactly("第一题勾在 4 上");
    }

    @Test
    @Covers("A093")
    void a_sheet_that_is_not_of_this_campaign_or_comes_at_the_wrong_time_is_refused() {
        var code = codes(batch(1)).get(0);
        refused(entering(one, code, List.of(5, 5, 5, 5)), 409, "campaign-not-open");
        step(id, "opening");
        refused(entering(one, UNKNOWN, List.of(5, 5, 5, 5)), 404, "unknown-sheet", "/code");
        refused(entering(one, "B".repeat(26), List.of(5, 5, 5, 5)), 404, "unknown-sheet", "/code");
        assertThat(entering(one, code.toLowerCase(java.util.Locale.ROOT), List.of(5, 5, 5, 5))
                        .exchange())
                .hasStatus(400);
        refused(entering(one, code, List.of(5, 5, 5)), 422, "bad-sheet", "/levels");
        refused(entering(one, code, List.of(5, 5, 5, 6)), 422, "bad-sheet", "/levels");
        var here = id;
        id = paperCampaign();
        step(id, "opening");
        refused(entering(one, code, List.of(5, 5, 5, 5)), 409, "foreign-sheet", "/code");
        id = here;
        enter(one, code, List.of(5, 5, 5, 5));
        assertThat(entering(tokens.department("u01"), code, List.of(5, 5, 5, 5)).exchange())
                .hasStatus(403);
        assertThat(entering(tokens.citizen(), code, List.of(5, 5, 5, 5)).exchange())
                .hasStatus(403);
        assertThat(get("/" + id + "/paper-batches").exchange()).hasStatus(401);
        clock.advance(Duration.ofDays(7));
        refused(entering(other, code, List.of(5, 5, 5, 5)), 410, "campaign-closed");
        step(id, "closing");
        desk.tidy();
        assertThat(database.getCollection("paper_entries").countDocuments(new Document("campaign", id)))
                .isZero();
        assertThat(database.getCollection("paper_batches")
                        .find(new Document("campaign", id))
                        .first())
                .doesNotContainKey("codes");
        assertThat(ok(get("/" + id)).get("ballots").asInt()).isZero();
    }

    @Test
    @Covers({"A093", "A096"})
    void a_sheet_that_two_people_find_void_is_counted_as_void_and_as_nothing_else() {
        var codes = openedWith(5);
        assertThat(state(ok(voiding(one, codes.get(0), "unreadable")))).isEqualTo("waiting");
        assertThat(state(ok(voiding(one, codes.get(0), "damaged")))).isEqualTo("waiting");
        assertThat(open(other).get(0).toString()).doesNotContain("damaged", "unreadable");
        assertThat(state(ok(voiding(other, codes.get(0), "blank")))).isEqualTo("void");
        assertThat(state(ok(voiding(other, codes.get(0), "blank")))).isEqualTo("void");
        refused(entering(one, codes.get(0), List.of(5, 5, 5, 5)), 409, "sheet-void");
        assertThat(open(one)).isEmpty();

        // What is counted stays counted.
        enter(one, codes.get(1), List.of(5, 5, 5, 5));
        enter(other, codes.get(1), List.of(5, 5, 5, 5));
        refused(voiding(third, codes.get(1), "damaged"), 409, "sheet-counted");

        // One reads it, the other cannot: a third decides, either way.
        for (var at : List.of(2, 3)) {
            enter(one, codes.get(at), List.of(4, 4, 4, 4));
            assertThat(state(ok(voiding(other, codes.get(at), "unreadable")))).isEqualTo("differs");
        }
        refused(decidingVoid(one, codes.get(2)), 403, "third-person-needed");
        assertThat(state(ok(decidingVoid(third, codes.get(2))))).isEqualTo("void");
        assertThat(state(ok(deciding(third, codes.get(3), "能看清")))).isEqualTo("counted");
        assertThat(voiding(one, codes.get(4), "because").exchange()).hasStatus(400);
        assertThat(voiding(tokens.department("u01"), codes.get(4), "blank").exchange())
                .hasStatus(403);

        var batch = ok(reading("/" + id + "/paper-batches", one)).get("items").get(0);
        assertThat(batch.get("counted").asInt()).isEqualTo(2);
        assertThat(batch.get("voided").asInt()).isEqualTo(2);
        assertThat(batch.get("hands").get("a-one").asInt()).isEqualTo(4);
        for (var stored : database.getCollection("paper_voids").find(new Document("campaign", id))) {
            assertThat(stored.keySet())
                    .containsExactlyInAnyOrder("_id", "campaign", "category", "unit", "code", "reason");
        }
        refused(get("/" + id + "/voids.jsonl"), 404, "result-not-published");
        assertThat(step(id, "closing").get("ballots").asInt()).isEqualTo(2);
        refused(voiding(one, codes.get(4), "blank"), 410, "campaign-closed");
        publish(id);

        var figures = ok(get("/" + id + "/result")).get("sheets").get(0);
        assertThat(figures.toString())
                .isEqualTo("{\"category\":\"p\",\"unit\":\"u01\",\"printed\":5,\"ballots\":2,\"voided\":2}");
        var station = java.util.Base64.getDecoder()
                .decode(ok(get("/" + id + "/manifest")).get("station").asString());
        var lines = text(get("/" + id + "/voids.jsonl").exchange()).lines().toList();
        assertThat(lines).hasSize(2);
        var reasons = new HashMap<String, String>();
        for (var line : lines) {
            var text = json.readTree(line).get("entry").asString();
            var signed = ("zfpj-void-v1\n" + text).getBytes(StandardCharsets.UTF_8);
            var signature = java.util.Base64.getDecoder()
                    .decode(json.readTree(line).get("sig").asString());
            assertThat(org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                            signature, 0, station, 0, signed, 0, signed.length))
                    .isTrue();
            reasons.put(
                    json.readTree(text).get("code").asString(),
                    json.readTree(text).get("reason").asString());
        }
        // Of two reasons the first person's.
        assertThat(reasons)
                .isEqualTo(Map.of(
                        HEX.formatHex(Merkle.sha256(Base32.decoded(codes.get(0)))), "damaged",
                        HEX.formatHex(Merkle.sha256(Base32.decoded(codes.get(2)))), "signed"));
    }

    /** The replica died between the void sheet and the end of its entry. */
    @Test
    void what_a_crash_left_of_a_void_sheet_is_tidied_away() {
        var code = openedWith(1).get(0);
        ok(voiding(one, code, "blank"));
        var entries = database.getCollection("paper_entries");
        var entry = Objects.requireNonNull(
                entries.find(new Document("campaign", id)).first());
        ok(voiding(other, code, "blank"));
        entries.insertOne(
                entry.append("version", 2L).append("second", new Document("by", "a-x").append("levels", List.of())));
        desk.tidy();
        assertThat(entries.countDocuments(new Document("campaign", id))).isZero();
    }

    /** Both answers were lost, everybody presses again, and a third joins in. */
    @Test
    @Covers("A093")
    void however_many_enter_one_sheet_at_once_it_is_one_ballot() throws Exception {
        var codes = openedWith(20);
        var pool = Executors.newFixedThreadPool(8);
        var jobs = new ArrayList<Callable<Integer>>();
        for (var code : codes) {
            for (var who : List.of(one, other, third, one, other)) {
                jobs.add(() -> entering(who, code, List.of(5, 4, 5, 4))
                        .exchange()
                        .getResponse()
                        .getStatus());
            }
        }
        for (var job : pool.invokeAll(jobs)) {
            assertThat(job.get()).isEqualTo(200);
        }
        pool.shutdown();
        codes.forEach(code ->
                assertThat(state(enter(other, code, List.of(5, 4, 5, 4)))).isEqualTo("counted"));
        step(id, "closing");
        assertThat(ballots()).hasSize(20);
        var batch = ok(reading("/" + id + "/paper-batches", one)).get("items").get(0);
        assertThat(batch.get("counted").asInt()).isEqualTo(20);
        assertThat(database.getCollection("paper_entries").countDocuments(new Document("campaign", id)))
                .isZero();
    }

    /** The replica died between the ballot and the end of the entry. */
    @Test
    void what_a_crash_left_of_an_entry_is_tidied_away() {
        var code = openedWith(1).get(0);
        enter(one, code, List.of(5, 5, 5, 5));
        var entries = database.getCollection("paper_entries");
        var entry = Objects.requireNonNull(
                entries.find(new Document("campaign", id)).first());
        enter(other, code, List.of(5, 5, 5, 5));
        entries.insertOne(entry.append("version", 2L)
                .append("second", new Document("by", "a-x").append("levels", List.of(5, 5, 5, 5))));
        desk.tidy();
        assertThat(entries.countDocuments(new Document("campaign", id))).isZero();
    }

    @Test
    @Covers({"A093", "A096"})
    void sheets_are_published_with_what_proves_them_and_beside_the_other_channels() {
        var codes = openedWith(10);
        for (var code : codes) {
            enter(one, code, List.of(5, 4, 5, 4));
            enter(other, code, List.of(5, 4, 5, 4));
        }
        accepted(id, ballot(id));
        assertThat(step(id, "closing").get("ballots").asInt()).isEqualTo(11);
        assertThat(leaves(id)).hasSize(13);
        publish(id);
        var cell =
                ok(get("/" + id + "/result")).get("units").get(0).get("cells").get(1);
        assertThat(cell.get("name").asString()).isEqualTo("纸质问卷");
        assertThat(cell.get("entry").asString()).isEqualTo("paper");
        assertThat(cell.get("n").asInt()).isEqualTo(10);
        assertThat(text(get("/" + id + "/bodies.csv").exchange()).lines()).hasSize(11);
        var auth = get("/" + id + "/auth.bin").exchange().getResponse().getContentAsByteArray();
        assertThat(auth).hasSize(10 * (2 + 22 + 2 + 2 + 64));
        assertThat(new String(Arrays.copyOfRange(auth, 2, 8), StandardCharsets.US_ASCII))
                .isEqualTo("paper1");
        assertThat(codes).anyMatch(code -> Arrays.equals(Base32.decoded(code), Arrays.copyOfRange(auth, 8, 24)));
    }

    /** A rater's receipt promises a day; the office must not be able to put ballots off by making batches. */
    @Test
    void batches_do_not_hold_up_ballots() {
        step(id, "opening");
        var log = database.getCollection("log_heads");
        var before = Objects.requireNonNull(log.find(new Document("_id", id)).first());
        batch(1);
        var after = Objects.requireNonNull(log.find(new Document("_id", id)).first());
        assertThat(after.getList("batches", Document.class)).hasSize(2);
        assertThat(after.getList("batches", Document.class).get(1).getBoolean("commitment"))
                .isTrue();
        assertThat(before.getList("batches", Document.class).get(0))
                .isEqualTo(after.getList("batches", Document.class).get(0));
        accepted(id, ballot(id));
        Awaitility.await().until(() -> leaves(id).size() == 3);
    }

    @Test
    void a_code_is_read_as_it_was_printed() {
        var random = new java.util.Random(7);
        IntStream.range(0, 200).forEach(at -> {
            var code = new byte[16];
            random.nextBytes(code);
            assertThat(Base32.decoded(Base32.encoded(code))).isEqualTo(code);
        });
        assertThat(Base32.encoded(HEX.parseHex("000102030405060708090a0b0c0d0e0f")))
                .isEqualTo("AAAQEAYEAUDAOCAJBIFQYDIOB4");
    }

    private List<String> openedWith(int sheets) {
        var batch = batch(sheets);
        step(id, "opening");
        return codes(batch);
    }

    private JsonNode batch(int count) {
        return batch(count, "key-" + id + "-" + count);
    }

    private JsonNode batch(int count, String key) {
        return created(making(count, key, "p", "u01"));
    }

    private MockMvcRequestBuilder making(int count, String key, String category, String unit) {
        var body = new HashMap<String, Object>(Map.of("category", category, "unit", unit, "area", "城关镇"));
        body.put("count", count);
        return post("/" + id + "/paper-batches", body)
                .header("Authorization", one)
                .header("Idempotency-Key", key);
    }

    private List<String> codes(JsonNode batch) {
        var codes = new ArrayList<String>();
        ok(reading("/" + id + "/paper-batches/" + batch.get("id").asString() + "/sheets", one))
                .get("items")
                .forEach(code -> codes.add(code.asString()));
        return codes;
    }

    private MockMvcRequestBuilder reading(String path, String who) {
        return get(path).header("Authorization", who);
    }

    private MockMvcRequestBuilder entering(String who, String code, List<Integer> levels) {
        return post("/" + id + "/paper-sheets", Map.of("code", code, "levels", levels))
                .header("Authorization", who);
    }

    private JsonNode enter(String who, String code, List<Integer> levels) {
        return ok(entering(who, code, levels));
    }

    private MockMvcRequestBuilder deciding(String who, String code, String reason) {
        return post(
                        "/" + id + "/paper-sheets/decisions",
                        Map.of("code", code, "levels", List.of(4, 4, 4, 4), "reason", reason))
                .header("Authorization", who);
    }

    private MockMvcRequestBuilder voiding(String who, String code, String why) {
        return post("/" + id + "/paper-sheets/voids", Map.of("code", code, "voidFor", why))
                .header("Authorization", who);
    }

    private MockMvcRequestBuilder decidingVoid(String who, String code) {
        return post(
                        "/" + id + "/paper-sheets/decisions",
                        Map.of("code", code, "levels", List.of(), "voidFor", "signed", "reason", "写了名字"))
                .header("Authorization", who);
    }

    private JsonNode open(String who) {
        return ok(reading("/" + id + "/paper-sheets", who)).get("items");
    }

    private static String state(JsonNode entered) {
        return entered.get("state").asString();
    }

    private List<Document> ballots() {
        return database.getCollection("ballots")
                .find(new Document("campaign", id))
                .into(new ArrayList<>());
    }
}
