package io.sanhang.identity.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@Covers("A047")
class CalendarHttpTest extends IdentityHttpTest {

    private static final String PATH = "/api/identity/calendar-years";

    @Autowired
    PublishedEvents events;

    private MvcTestResult create(String token, String body) {
        return call(HttpMethod.POST, PATH, token, body);
    }

    private MvcTestResult lines(int year, String token, String text) {
        return http.put()
                .uri(PATH + "/" + year)
                .header("Authorization", token)
                .contentType("text/csv")
                .content(text.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private JsonNode known() {
        return ok(call(HttpMethod.GET, PATH, tokens.department("u-edu"), null));
    }

    private JsonNode year(int wanted) {
        return StreamSupport.stream(known().get("items").spliterator(), false)
                .filter(each -> each.get("year").asInt() == wanted)
                .findFirst()
                .orElseThrow();
    }

    private static String notice(int year, int lastDayOff) {
        return """
                {"year":%1$d,"holidays":[{"from":"%1$d-01-01","to":"%1$d-01-0%2$d","name":"元旦"}],
                 "workdays":["%1$d-01-20"]}""".formatted(year, lastDayOff);
    }

    @Test
    void what_the_library_knows_is_there_from_the_start() {
        var builtIn = year(2026);

        assertThat(builtIn.get("source").asString()).isEqualTo("built-in");
        assertThat(builtIn.hasNonNull("importedBy")).isFalse();
        assertThat(builtIn.get("holidays").toString())
                .contains("{\"from\":\"2026-10-01\",\"to\":\"2026-10-07\",\"name\":\"国庆节\"}");
        assertThat(builtIn.get("workdays").toString()).contains("2026-09-20", "2026-10-10");
    }

    @Test
    void an_imported_year_is_told_once_and_its_earlier_versions_stay() {
        var first = create(tokens.office(), notice(2031, 3));
        assertThat(first).hasStatus(201);
        assertThat(first.getResponse().getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(create(tokens.admin(), notice(2031, 3))).hasStatus(200);
        assertThat(year(2031).get("version").asInt()).isEqualTo(1);

        var second = ok(create(tokens.admin(), notice(2031, 2)));

        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.get("source").asString()).isEqualTo("imported");
        assertThat(second.get("importedBy").asString()).isNotBlank();
        var earlier = year(2031).get("earlier");
        assertThat(earlier.size()).isEqualTo(1);
        assertThat(earlier.get(0).get("holidays").get(0).get("to").asString()).isEqualTo("2031-01-03");
        var makeUp = List.of(LocalDate.of(2031, 1, 20));
        assertThat(events.ofType(CalendarChanged.class, 2).stream().filter(each -> each.year() == 2031))
                .containsExactly(
                        new CalendarChanged(
                                2031,
                                List.of(LocalDate.of(2031, 1, 1), LocalDate.of(2031, 1, 2), LocalDate.of(2031, 1, 3)),
                                makeUp),
                        new CalendarChanged(2031, List.of(LocalDate.of(2031, 1, 1), LocalDate.of(2031, 1, 2)), makeUp));
    }

    @Test
    void lines_and_data_are_the_same_notice() {
        var typed = lines(2032, tokens.office(), "2032-01-01,2032-01-03,元旦\n2032-01-20,班\n");
        assertThat(typed).hasStatus(201);

        var again = call(HttpMethod.PUT, PATH + "/2032", tokens.office(), notice(2032, 3));

        assertThat(ok(again)).isEqualTo(ok(typed));
    }

    @Test
    void an_imported_year_takes_the_place_of_the_built_in_one() {
        ok(lines(2025, tokens.office(), "2025-10-01,2025-10-09,国庆节、中秋节\n"));

        assertThat(year(2025).get("source").asString()).isEqualTo("imported");
        assertThat(StreamSupport.stream(known().get("items").spliterator(), false)
                        .filter(each -> each.get("year").asInt() == 2025))
                .hasSize(1);
    }

    @Test
    void a_wrong_line_is_named_and_nothing_is_stored() {
        var refused = lines(2033, tokens.office(), "2033-01-01,2033-01-03,元旦\n2033-01-02,班\n乱写\n");

        refused(refused, 422, "bad-calendar");
        var errors = body(refused).get("errors");
        assertThat(errors.get(0).get("pointer").asString()).isEqualTo("/lines/2");
        assertThat(errors.get(0).get("message").asString()).startsWith("第2行：2033-01-02既放假又上班");
        assertThat(errors.get(1).get("pointer").asString()).isEqualTo("/lines/3");
        assertThat(body(refused).get("detail").asString()).startsWith("2033年的放假安排有2处要改");
        assertThat(StreamSupport.stream(known().get("items").spliterator(), false)
                        .map(each -> each.get("year").asInt()))
                .doesNotContain(2033);

        var outside = create(tokens.office(), notice(2034, 3).replace("2034-01-20", "2035-01-20"));
        refused(outside, 422, "bad-calendar");
        assertThat(body(outside).get("errors").get(0).get("pointer").asString()).isEqualTo("/workdays/0");
        refused(create(tokens.office(), "{\"year\":2034}"), 400, "invalid-request");
        refused(create(tokens.office(), notice(1911, 3)), 400, "invalid-request");
        refused(lines(1911, tokens.office(), "1911-01-01,1911-01-03,元旦"), 400, "invalid-request");
    }

    @Test
    void a_missing_next_year_warns_from_november_on() {
        var now = clock.instant();
        clock.setTo(TestClock.START);
        assertThat(known().hasNonNull("warning")).isFalse();

        clock.advance(Duration.ofDays(60));

        assertThat(known().get("warning").asString()).startsWith("2027年的放假安排还没有导入");
        clock.setTo(now);
    }

    @Test
    void an_edit_of_an_old_version_and_who_may_not_are_refused() {
        ok(create(tokens.office(), notice(2036, 3)));
        ok(create(tokens.office(), notice(2036, 2)));

        var stale = http.put()
                .uri(PATH + "/2036")
                .header("Authorization", tokens.office())
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .content(notice(2036, 4))
                .exchange();

        refused(stale, 412, "changed-meanwhile");
        refused(create(tokens.department("u-edu"), notice(2036, 5)), 403, "not-allowed");
        refused(lines(2036, tokens.leader("u-edu"), "2036-01-01,2036-01-05,元旦"), 403, "not-allowed");
        refused(call(HttpMethod.GET, PATH, null, null), 401, "sign-in-required");
        refused(call(HttpMethod.GET, PATH, tokens.citizen(), null), 403, "not-allowed");
    }
}
