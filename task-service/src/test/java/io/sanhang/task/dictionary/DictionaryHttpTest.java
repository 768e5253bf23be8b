package io.sanhang.task.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class DictionaryHttpTest extends ComponentTest {

    private static final String ALL = "/api/task/dictionaries";

    private final Calls calls;
    private final Dictionaries dictionaries;
    private final String office;
    private final String edu;

    DictionaryHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired Dictionaries dictionaries) {
        calls = new Calls(http);
        this.dictionaries = dictionaries;
        office = tokens.office();
        edu = tokens.department("u-edu");
    }

    @Test
    @Covers("A015")
    void the_office_fills_a_dictionary_and_every_edition_is_kept() {
        assertThat(calls.get(edu, ALL).body().path("items").values())
                .extracting(one -> one.path("name").asString())
                .contains("六大产业", "三个转变", "五细", "721工作法", "问题根源");
        assertThat(calls.get(edu, ALL + "/five-fine").text("hint")).contains("请督查室");

        var first = edit("five-fine", "\"0\"", "细化目标", "细化责任");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.raw().getResponse().getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(edit("five-fine", "\"1\"", "细化目标", "细化责任")
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        var second = edit("five-fine", "\"1\"", "细化责任");

        assertThat(second.text("hint")).isEmpty();
        assertThat(second.body().path("changedBy").asString()).isNotEmpty();
        assertThat(second.body().path("entries").path(1).path("retired").asBoolean())
                .isTrue();
        assertThat(second.body().path("earlier")).hasSize(1);
        assertThat(second.body()
                        .path("earlier")
                        .path(0)
                        .path("entries")
                        .path(0)
                        .path("words")
                        .asString())
                .isEqualTo("细化目标");
    }

    @Test
    void only_the_office_edits_and_only_what_it_has_seen() {
        assertThat(calls.put(edu, ALL + "/basic-plus", body("新技术")).status()).isEqualTo(403);
        assertThat(calls.get(office, ALL + "/nothing").code()).isEqualTo("not-found");
        assertThat(edit("basic-plus", "\"0\"", "新技术").status()).isEqualTo(200);

        var late = edit("basic-plus", "\"0\"", "新知识");

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("changed-meanwhile");
        assertThat(calls.put(office, ALL + "/basic-plus", body(" ")).code()).isEqualTo("invalid-request");
        assertThat(edit("basic-plus", "\"1\"", "新产业", "新产业").code()).isEqualTo("dictionary-entry-twice");
    }

    @Test
    @Covers("A014")
    void a_feature_that_tags_gets_only_what_may_be_chosen() {
        assertThat(dictionaries.require(Dictionaries.ROOT_CAUSE, List.of("fear", "fear"), "/rootCauses"))
                .containsExactly("fear");
        assertThatThrownBy(() -> dictionaries.require(Dictionaries.INDUSTRY, List.of("steel"), "/industries"))
                .isInstanceOfSatisfying(Refusal.class, no -> {
                    assertThat(no.slug()).isEqualTo("unknown-dictionary-entry");
                    assertThat(no.pointer()).isEqualTo("/industries");
                });

        edit("method-721", "\"0\"", "教育提醒", "约谈警示");
        edit("method-721", "\"1\"", "约谈警示");
        assertThatThrownBy(() -> dictionaries.require("method-721", List.of("method-721-1"), "/tags"))
                .isInstanceOf(Refusal.class);
        assertThat(dictionaries.require("method-721", List.of("method-721-1"), List.of("method-721-1"), "/tags"))
                .containsExactly("method-721-1");
        assertThat(dictionaries.words("method-721")).containsEntry("method-721-1", "教育提醒");
    }

    private Calls.Answer edit(String code, String etag, String... words) {
        return calls.put(office, ALL + "/" + code, body(words), "If-Match", etag);
    }

    private static Map<String, Object> body(String... words) {
        return Map.of(
                "entries",
                List.of(words).stream().map(each -> Map.of("words", each)).toList());
    }
}
