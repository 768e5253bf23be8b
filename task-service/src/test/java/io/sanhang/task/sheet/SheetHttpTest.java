package io.sanhang.task.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

class SheetHttpTest extends ComponentTest {

    private static final String SHEETS = "/api/task/sheets";
    /** Far away, so that other tests' first pages stay theirs. */
    private static final LocalDate DUE = LocalDate.of(2099, 12, 31);

    private final MockMvcTester http;
    private final Calls calls;
    private final PublishedEvents events;
    private final Tokens tokens;
    private final String office;
    private final String edu;

    SheetHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired PublishedEvents events) {
        this.http = http;
        this.tokens = tokens;
        this.events = events;
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
    }

    @Test
    void a_table_is_checked_confirmed_and_its_bad_rows_come_back_to_be_put_right() {
        var mark = Ids.random();
        var file = table(
                row("甲" + mark, "县教体局", "县卫健局、各乡（镇）政府", DUE),
                row("乙" + mark, "县教局", "", DUE),
                row("丙" + mark, "县教体局", "", LocalDate.of(2020, 1, 1)),
                row("甲" + mark, "县教育和体育局", "", DUE),
                row("", "有关单位", "", null));

        var checked = upload(office, "九月任务.xlsx", file);

        assertThat(checked.status()).isEqualTo(201);
        assertThat(checked.body().at("/summary/rows").asInt()).isEqualTo(5);
        assertThat(checked.body().at("/summary/good").asInt()).isEqualTo(1);
        assertThat(checked.body().at("/summary/state").asString()).isEqualTo("checked");
        assertThat(checked.body().path("faults").values())
                .extracting(fault ->
                        fault.path("row").asInt() + " " + fault.path("problem").asString())
                .satisfiesExactly(
                        second -> assertThat(second).startsWith("3 单位名录里没有“县教局”，是不是：县教育和体育局"),
                        third -> assertThat(third).startsWith("4 完成期限 2020-01-01 早于今天"),
                        fourth -> assertThat(fourth).isEqualTo("5 与第 2 行重复"),
                        fifth -> assertThat(fifth).contains("没有填任务名称", "没有“有关单位”"));
        assertThat(found(mark)).isZero();

        var id = checked.body().at("/summary/id").asString();
        var done = confirm(id);
        assertThat(done.text("state")).isEqualTo("done");
        assertThat(done.body().path("good").asInt()).isEqualTo(1);
        assertThat(found(mark)).isEqualTo(1);
        var opened = calls.get(office, SHEETS + "/imports/" + id)
                .body()
                .at("/taskIds/0")
                .asString();
        var task = calls.get(edu, "/api/task/tasks/" + opened);
        assertThat(task.text("state")).isEqualTo("assigned");
        assertThat(task.text("dueOn")).isEqualTo(DUE.toString());
        assertThat(task.body().path("responsibleUnits")).hasSize(3);
        assertThat(events.ofType(TaskAssigned.class))
                .filteredOn(event -> event.taskId().equals(opened))
                .hasSize(1);

        var refused = Xlsx.texts(bytes(office, SHEETS + "/imports/" + id + "/faults"));
        assertThat(refused).hasSize(5);
        assertThat(refused.get(0).get(0)).isEqualTo("问题");
        assertThat(refused.get(1)).contains("乙" + mark, "县教局", DUE.toString());
        assertThat(calls.get(office, SHEETS + "/imports").body().path("items").toString())
                .contains(id, "九月任务.xlsx");
    }

    @Test
    void the_same_file_and_a_second_click_open_nothing_twice() throws Exception {
        var mark = Ids.random();
        var file = table(row("甲" + mark, "县教体局", "", DUE), row("乙" + mark, "县教体局", "", null));
        var id = upload(office, "一.xlsx", file).body().at("/summary/id").asString();
        assertThat(upload(office, "二.xlsx", file).body().at("/summary/id").asString())
                .isEqualTo(id);

        var clicks = Executors.newFixedThreadPool(4);
        try {
            for (var click : clicks.invokeAll(java.util.Collections.nCopies(4, (Callable<Answer>) () -> confirm(id)))) {
                assertThat(click.get().status()).isEqualTo(200);
            }
        } finally {
            clicks.shutdown();
        }

        assertThat(found(mark)).isEqualTo(2);
        var again = upload(office, "三.xlsx", file);
        assertThat(again.body().at("/summary/state").asString()).isEqualTo("done");
        assertThat(again.body().path("taskIds")).hasSize(2);
        assertThat(confirm(id).body().path("good").asInt()).isEqualTo(2);
        assertThat(found(mark)).isEqualTo(2);
        // The same rows in another file: both are in the ledger by now.
        var other = table(row("甲" + mark, "县教育和体育局", "", DUE), row("乙" + mark, "县教体局", "县卫健局", null));
        assertThat(upload(office, "四.xlsx", other).body().path("faults").values())
                .hasSize(2)
                .allMatch(fault -> fault.path("problem").asString().contains("台账里已有"));
    }

    @Test
    void a_long_table_is_worked_off_in_steps_and_a_step_cut_short_is_done_again(
            @Autowired SheetImports imports, @Autowired SheetImportRepository records) {
        var mark = Ids.random();
        var rows = new ArrayList<List<Object>>();
        for (var at = 0; at < 24; at++) {
            rows.add(row("第" + at + "件" + mark, at == 12 ? "火星" : "县教体局", "", DUE));
        }
        var checked = upload(office, "长.xlsx", table(rows.toArray(List[]::new)));
        var id = checked.body().at("/summary/id").asString();
        var before = records.get(id);

        var first = confirm(id);
        assertThat(first.text("state")).isEqualTo("opening");
        assertThat(first.body().path("handled").asInt()).isEqualTo(10);
        // The tasks of the first step are there, but the note of it was lost.
        records.replace(new SheetImport(
                id,
                3,
                before.fileName(),
                before.hash(),
                before.rows(),
                0,
                before.faults(),
                List.of(),
                before.by(),
                before.byName(),
                before.at(),
                null,
                null,
                null));
        for (var step = 0; step < 3; step++) {
            confirm(id);
        }

        var done = records.get(id);
        assertThat(done.state()).isEqualTo(SheetImport.State.DONE);
        assertThat(done.taskIds()).hasSize(23).doesNotHaveDuplicates();
        assertThat(done.faults()).extracting(SheetImport.Fault::row).containsExactly(14);
        assertThat(done.confirmedByName()).isNotBlank();
        assertThat(found(mark)).isEqualTo(23);
    }

    @Test
    void the_directory_being_down_checks_and_opens_nothing() {
        var mark = Ids.random();
        var file = table(row("甲" + mark, "县教体局", "", DUE));
        IDENTITY.goDown();
        assertThat(upload(office, "一.xlsx", file).code()).isEqualTo("directory-unavailable");
        IDENTITY.comeBack();
        var id = upload(office, "一.xlsx", file).body().at("/summary/id").asString();
        IDENTITY.goDown();
        assertThat(confirm(id).code()).isEqualTo("directory-unavailable");
        IDENTITY.comeBack();
        assertThat(confirm(id).text("state")).isEqualTo("done");
    }

    @Test
    void only_the_office_imports_and_what_is_no_table_is_refused() {
        var file = table(row("甲", "县教体局", "", DUE));
        assertThat(upload(edu, "一.xlsx", file).status()).isEqualTo(403);
        assertThat(calls.get(edu, SHEETS + "/imports").status()).isEqualTo(403);
        assertThat(calls.get(edu, SHEETS + "/template").status()).isEqualTo(403);
        assertThat(upload(office, "一.xlsx", "名称".getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("not-a-sheet");
        assertThat(calls.get(office, SHEETS + "/imports/none").status()).isEqualTo(404);
        assertThat(confirm("none").status()).isEqualTo(404);
        assertThat(calls.get(edu, SHEETS + "/export?state=nonsense").code()).isEqualTo("invalid-request");
        assertThat(calls.get(edu, SHEETS + "/export?format=pdf").code()).isEqualTo("invalid-request");
    }

    @Test
    void the_template_can_be_filled_in_and_imported() {
        var template = bytes(office, SHEETS + "/template");

        assertThat(Xlsx.texts(template).get(0)).containsExactlyElementsOf(words(Xlsx.HEADINGS));
        assertThat(Xlsx.part(template, "xl/worksheets/sheet1.xml")).contains("<dataValidation ");
        // Nothing but the example.
        assertThat(upload(office, "模板.xlsx", template).code()).isEqualTo("no-task-rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"})
    void an_export_holds_exactly_what_the_filter_and_the_scope_give(String title) {
        var mark = Ids.random();
        open(title + mark, "u-edu");
        open("别人的" + mark, "u-env");

        var all = Xlsx.texts(bytes(office, SHEETS + "/export?q=" + mark));
        var own = bytes(edu, SHEETS + "/export?q=" + mark);

        assertThat(all).hasSize(3);
        assertThat(Xlsx.texts(own))
                .hasSize(2)
                .satisfies(rows -> assertThat(rows.get(1)).contains(title + mark, "县教育和体育局", DUE.toString(), "待签收"));
        assertThat(Xlsx.part(own, "xl/worksheets/sheet1.xml"))
                .doesNotContain("<f>")
                .contains("inlineStr");
        var csv = new String(bytes(edu, SHEETS + "/export?format=csv&q=" + mark), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFF条款,").contains("'" + title);
        assertThat(csv.lines()).hasSize(2);
    }

    @Test
    void an_exported_table_is_recognised_when_it_is_imported_again() {
        var mark = Ids.random();
        open("甲" + mark, "u-edu");
        var file = bytes(office, SHEETS + "/export?q=" + mark);

        assertThat(upload(office, "台账.xlsx", file)
                        .body()
                        .path("faults")
                        .path(0)
                        .path("problem")
                        .asString())
                .contains("台账里已有");
    }

    private void open(String title, String unit) {
        var answer = calls.post(
                office,
                "/api/task/tasks",
                Map.of("title", title, "text", "内容", "leadUnitId", unit, "dueOn", DUE.toString()));
        assertThat(answer.status()).isEqualTo(201);
    }

    private int found(String mark) {
        return calls.get(office, "/api/task/tasks?q={q}", mark)
                .body()
                .path("total")
                .asInt();
    }

    private Answer confirm(String id) {
        return calls.post(office, SHEETS + "/imports/" + id + "/confirmation", Map.of());
    }

    private byte[] bytes(String token, String uri) {
        var answer = http.get().uri(uri).header("Authorization", token).exchange();
        assertThat(answer.getResponse().getStatus()).isEqualTo(200);
        return answer.getResponse().getContentAsByteArray();
    }

    private Answer upload(String token, String name, byte[] content) {
        try {
            var result = http.post()
                    .uri(SHEETS + "/imports")
                    .multipart()
                    .file(new MockMultipartFile("file", name, "application/octet-stream", content))
                    .header("Authorization", token)
                    .exchange();
            var body = JsonMapper.shared().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
            return new Answer(result.getResponse().getStatus(), body, result);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> row(String title, String lead, String responsible, Object due) {
        return java.util.Arrays.asList(title, "", "", "", lead, responsible, due, "");
    }

    @SafeVarargs
    private static byte[] table(List<Object>... rows) {
        var all = new ArrayList<List<Object>>();
        all.add(Xlsx.HEADINGS);
        all.addAll(List.of(rows));
        return Xlsx.of(all);
    }

    private static List<String> words(List<Object> cells) {
        return cells.stream().map(String::valueOf).toList();
    }
}
