package io.sanhang.evaluation.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.support.demo.DemoCounty;
import io.sanhang.testing.Covers;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "sanhang.demo.enabled=true")
class DemoCampaignsTest extends EvaluationHttpTest {

    @Autowired
    DemoCampaigns demo;

    @Autowired
    @Qualifier("demoSheets")
    DemoCounty sheets;

    @BeforeEach
    void loaded() {
        Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(() -> !demo.isEmpty());
    }

    @Test
    @Covers({"A092", "A096"})
    void an_empty_store_gets_a_published_campaign_and_an_open_one() {
        assertThat(ok(get("")).get("items"))
                .extracting(each ->
                        each.get("id").asString() + " " + each.get("state").asString())
                .containsExactly("qh-2026h2 open", "qh-2026h1 published");
        var past = ok(get("/qh-2026h1"));
        assertThat(past.get("ballots").asInt()).isGreaterThan(300);
        assertThat(leaves("qh-2026h1")).hasSize(past.get("ballots").asInt() + 1);
        assertThat(past.get("root").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(Merkle.root(leaves("qh-2026h1").stream()
                                .map(HexFormat.of()::parseHex)
                                .toList())));
    }

    @Test
    void the_published_result_shows_sample_sizes_and_does_not_rank_the_small_unit() {
        var units = ok(get("/qh-2026h1/result")).get("units");
        assertThat(units).hasSize(8);
        for (var unit : units) {
            var small = unit.get("id").asString().equals("u-traffic");
            assertThat(unit.get("ranked").asBoolean()).isEqualTo(!small);
            assertThat(unit.get("counted").asInt())
                    .isLessThanOrEqualTo(unit.get("ballots").asInt());
            assertThat(unit.get("note").isNull()).isEqualTo(!small);
        }
    }

    @Test
    void a_second_start_adds_and_changes_nothing() {
        var before = everything();
        assertThat(demo.isEmpty()).isFalse();
        // Nor would loading once more, as two replicas that start together may do.
        demo.load();
        assertThat(everything()).isEqualTo(before);
    }

    /** The first start was killed between two steps; the next one goes on and ends the same. */
    @Test
    void a_start_that_was_cut_short_is_completed() {
        var before = leaves("qh-2026h1");
        var campaigns = database.getCollection("campaigns");
        campaigns.deleteOne(new Document("_id", "qh-2026h2"));
        campaigns.updateOne(
                new Document("_id", "qh-2026h1"),
                new Document("$set", new Document("state", "CLOSED"))
                        .append("$unset", new Document("publishedAt", "")));
        assertThat(demo.isEmpty()).isTrue();
        demo.load();
        assertThat(demo.isEmpty()).isFalse();
        assertThat(leaves("qh-2026h1")).isEqualTo(before);
        assertThat(ok(get("/qh-2026h1")).get("state").asString()).isEqualTo("published");
        assertThat(ok(get("/qh-2026h2")).get("state").asString()).isEqualTo("open");
    }

    private TreeMap<String, List<Document>> everything() {
        var all = new TreeMap<String, List<Document>>();
        for (var name : List.of("campaigns", "campaign_documents", "ballots", "log_heads", "log_leaves", "keys")) {
            all.put(name, database.getCollection(name).find().into(new ArrayList<>()));
        }
        return all;
    }

    @Test
    @Covers("A093")
    void the_open_campaign_has_sheets_in_every_state() {
        var campaign = "/qh-2026h2";
        Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(() -> !sheets.isEmpty());
        sheets.load();
        var batches = ok(get(campaign + "/paper-batches").header("Authorization", tokens.office()))
                .get("items");
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).get("count").asInt()).isEqualTo(20);
        assertThat(batches.get(0).get("counted").asInt()).isEqualTo(6);
        assertThat(batches.get(0).get("voided").asInt()).isEqualTo(1);
        assertThat(batches.get(0).get("printable").asBoolean()).isTrue();
        assertThat(ok(get(campaign + "/paper-sheets").header("Authorization", tokens.office()))
                        .get("items"))
                .extracting(each -> each.get("state").asString())
                .containsExactlyInAnyOrder("waiting", "differs");
    }
}
