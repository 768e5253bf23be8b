package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Somebody who holds the registrar's and the ballot box's databases, and knows who came when, tries to find out whose a
 * ballot is. Every rater casts at once after taking tokens, which is the worst that a rater can do.
 */
@ResourceLock(Sanhang.SHARED)
class LinkageTest {

    private static final String CAMPAIGN = "link-2026";
    private static final int RATERS = 40;

    /** With 40 pairs guessed at random 10 or more are right once in ten million tries. */
    private static final int LUCKY = 9;

    /** Of a rank correlation that is only chance: its deviation is 0.11. */
    private static final double CORRELATED = 0.6;

    /** One rater's issuance and ballot, by their ids. */
    private record Truth(String issuance, String ballot) {}

    @Test
    void both_databases_together_do_not_join_a_person_to_a_ballot() throws IOException {
        var sanhang = Sanhang.shared();
        open(Api.office(sanhang.url()));
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + sanhang.storePort())) {
            var registrar = named(client.listDatabaseNames().into(new ArrayList<>()), "_credential");
            var issuances = client.getDatabase(registrar);
            var ballots = client.getDatabase(named(client.listDatabaseNames().into(new ArrayList<>()), "evaluation"));
            var truth = rate(sanhang, issuances, ballots);
            Await.until(
                    Duration.ofSeconds(60),
                    () -> ballots.getCollection("ballots")
                                    .countDocuments(
                                            Filters.and(Filters.eq("campaign", CAMPAIGN), Filters.eq("waiting", true)))
                            == 0);
            var persons = documents(issuances, "issuances", Filters.regex("_id", "^" + CAMPAIGN));
            var papers = documents(ballots, "ballots", Filters.eq("campaign", CAMPAIGN));
            assertThat(persons).hasSize(RATERS);
            assertThat(papers).hasSize(RATERS);

            assertThat(shared(persons, papers)).isSubsetOf(CAMPAIGN, "c", "u01", "u02");
            var arrival = truth.stream().map(Truth::issuance).toList();
            orders(persons)
                    .forEach((one, people) -> orders(papers).forEach((other, votes) -> {
                        assertThat(hits(people, votes, truth))
                                .as("%s beside %s", one, other)
                                .isLessThanOrEqualTo(LUCKY);
                        // Neither list tells who came first either.
                        assertThat(Math.abs(tau(arrival, people))).as(one).isLessThan(CORRELATED);
                        assertThat(Math.abs(
                                        tau(truth.stream().map(Truth::ballot).toList(), votes)))
                                .as(other)
                                .isLessThan(CORRELATED);
                    }));
            logsAreSilent(sanhang, truth);
        }
    }

    /** The attack finds the pairs when the lists are in the order of arrival: it would see a leak. */
    @Test
    void the_attack_works_on_lists_that_tell_the_order() {
        var truth = IntStream.range(0, RATERS)
                .mapToObj(at -> new Truth("p" + at, "b" + at))
                .toList();
        var people = truth.stream().map(Truth::issuance).toList();
        var votes = truth.stream().map(Truth::ballot).toList();
        assertThat(hits(people, votes, truth)).isEqualTo(RATERS);
        assertThat(tau(people, people)).isEqualTo(1.0);
    }

    private static void open(Api office) {
        var now = Instant.now();
        var wanted = Map.of(
                "id",
                CAMPAIGN,
                "title",
                "谁也认不出谁",
                "issueOpens",
                now.toString(),
                "issueCloses",
                now.plus(Duration.ofDays(7)).toString(),
                "opens",
                now.toString(),
                "closes",
                now.plus(Duration.ofDays(7)).toString(),
                "units",
                List.of(Map.of("id", "u01", "name", "第一窗口"), Map.of("id", "u02", "name", "第二窗口")),
                "categories",
                List.of(Map.of("id", "c", "name", "群众", "weight", 100)));
        Await.until(Duration.ofMinutes(2), () -> {
            var answer = office.post("/api/evaluation/campaigns", wanted);
            assertThat(answer.status()).as(answer.text()).isIn(201, 503);
            return answer.status() == 201;
        });
        office.post("/api/evaluation/campaigns/" + CAMPAIGN + "/opening", Map.of())
                .expect(200);
    }

    private static List<Truth> rate(Sanhang sanhang, MongoDatabase issuances, MongoDatabase ballots) {
        var truth = new ArrayList<Truth>();
        var people = new HashSet<String>();
        var papers = new HashSet<String>();
        for (var at = 0; at < RATERS; at++) {
            var rater = Rater.with(Api.nobody(sanhang.url()), CAMPAIGN, phone(at), "c");
            rater.cast("u01", "q1=5,q2=4,q3=3,q4=5");
            truth.add(new Truth(
                    added(people, documents(issuances, "issuances", Filters.regex("_id", "^" + CAMPAIGN))),
                    added(papers, documents(ballots, "ballots", Filters.eq("campaign", CAMPAIGN)))));
        }
        return truth;
    }

    private static String phone(int at) {
        return "1371200%04d".formatted(at);
    }

    private static String added(Set<String> before, List<Document> now) {
        var ids = now.stream()
                .map(each -> each.getString("_id"))
                .filter(before::add)
                .toList();
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    private static List<Document> documents(
            MongoDatabase database, String collection, org.bson.conversions.Bson filter) {
        return database.getCollection(collection).find(filter).into(new ArrayList<>());
    }

    private static String named(List<String> databases, String part) {
        return databases.stream()
                .filter(each -> each.contains(part))
                .findFirst()
                .orElseThrow();
    }

    /** Values that stand in both databases. */
    private static Set<Object> shared(List<Document> persons, List<Document> papers) {
        var found = new HashSet<>(values(persons));
        found.retainAll(values(papers));
        found.removeIf(value -> value instanceof Number || value instanceof Boolean);
        return found;
    }

    private static Set<Object> values(List<Document> documents) {
        return documents.stream()
                .flatMap(document -> document.values().stream())
                .flatMap(value -> value instanceof String text
                        ? Stream.concat(Stream.of(text), Stream.of(text.split("\\|")))
                        : Stream.of(value))
                .collect(Collectors.toSet());
    }

    /** Every order that a holder of the documents can put them into: as they lie there, and by each of their fields. */
    private static Map<String, List<String>> orders(List<Document> documents) {
        var orders = new LinkedHashMap<String, List<String>>();
        orders.put("as they lie there", ids(documents));
        documents.get(0).keySet().forEach(field -> {
            var by = documents.stream()
                    .sorted(Comparator.comparing(each -> sortable(each.get(field))))
                    .toList();
            if (documents.stream().map(each -> each.get(field)).distinct().count() > 1) {
                orders.put("by " + field, ids(by));
            }
        });
        return orders;
    }

    private static String sortable(Object value) {
        return value instanceof Number number ? "%020d".formatted(number.longValue()) : String.valueOf(value);
    }

    private static List<String> ids(List<Document> documents) {
        return documents.stream().map(each -> each.getString("_id")).toList();
    }

    private static int hits(List<String> people, List<String> votes, List<Truth> truth) {
        return (int) truth.stream()
                .filter(each -> people.indexOf(each.issuance) == votes.indexOf(each.ballot))
                .count();
    }

    /** Kendall's rank correlation. */
    private static double tau(List<String> one, List<String> other) {
        var agreed = 0;
        for (var i = 0; i < one.size(); i++) {
            for (var j = 0; j < i; j++) {
                agreed += other.indexOf(one.get(j)) < other.indexOf(one.get(i)) ? 1 : -1;
            }
        }
        return 2.0 * agreed / (one.size() * (one.size() - 1));
    }

    /** Nor does any log say who came, or which ballot came. */
    private static void logsAreSilent(Sanhang sanhang, List<Truth> truth) throws IOException {
        var secret = Pattern.compile(Stream.concat(
                        IntStream.range(0, RATERS).mapToObj(LinkageTest::phone),
                        truth.stream()
                                .flatMap(each ->
                                        Stream.of(each.ballot, each.issuance.split("\\|")[1])))
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
        try (var logs = Files.list(sanhang.logs())) {
            for (var log : logs.toList()) {
                assertThat(secret.matcher(Files.readString(log)).find())
                        .as(log.toString())
                        .isFalse();
            }
        }
        assertThat(secret.matcher(sanhang.output()).find()).isFalse();
    }
}
