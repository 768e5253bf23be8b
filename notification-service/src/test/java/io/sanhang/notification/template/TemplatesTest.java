package io.sanhang.notification.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.contracts.evaluation.CampaignOpened;
import io.sanhang.contracts.task.TaskAssigned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private final Templates templates = new Templates();

    @Test
    void a_part_without_its_word_falls_away() {
        var template = templates.get("task.assigned.v1");
        var dated = Words.of(new TaskAssigned("t1", "修路", List.of("u-edu"), List.of(), LocalDate.of(2026, 9, 30)));
        var undated = Words.of(new TaskAssigned("t1", "修路", List.of("u-edu"), List.of(), null));
        assertThat(template.body(dated)).contains("「修路」已分派给您单位，请于2026年9月30日前完成。请尽快签收。");
        assertThat(template.body(undated)).contains("「修路」已分派给您单位。请尽快签收。");
        assertThat(template.link(undated)).contains("/desk/tasks/t1");
    }

    @Test
    void each_optional_part_stands_alone() {
        var vacant = Words.of(new PostHolderChanged("p1", "局长", "u-edu", "王敏", null));
        assertThat(templates.get("directory.post-holder-changed.v1").body(vacant))
                .contains("「局长」岗位人员有变动，原任：王敏。该岗位未完成的任务由现任接续。");
    }

    @Test
    void times_are_told_in_the_county_s_zone() {
        var opened = Words.of(new CampaignOpened("c1", "评议", List.of(), Instant.parse("2026-09-30T10:00:00Z")));
        assertThat(templates.get("evaluation.campaign-opened.v1").body(opened))
                .hasValueSatisfying(text -> assertThat(text).contains("2026年9月30日18:00截止"));
    }

    @Test
    void text_messages_are_kept_short_and_words_are_not_read_as_templates() {
        var title = "很长的任务名称".repeat(20) + "{tasks}$1";
        var words = Map.of("title", title, "taskId", "t1", "reason", "{x}[y]");
        assertThat(templates.get("task.returned.v1").sms(words))
                .hasValueSatisfying(text -> assertThat(text).hasSizeLessThan(90).contains("…"));
        assertThat(templates.get("task.returned.v1").body(words))
                .hasValueSatisfying(text -> assertThat(text).contains("{tasks}$1", "{x}[y]"));
    }

    @Test
    void a_missing_word_or_template_is_not_sent_as_a_hole() {
        assertThatThrownBy(() -> templates.get("task.returned.v1").body(Map.of("title", "修路")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> templates.get("no.such.v1").title(Map.of())).isInstanceOf(IllegalStateException.class);
    }
}
