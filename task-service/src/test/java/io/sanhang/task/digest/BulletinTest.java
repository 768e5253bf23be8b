package io.sanhang.task.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.task.activity.Period;
import io.sanhang.task.digest.Bulletin.Words;
import io.sanhang.task.digest.Figures.Columns;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.TaskFacts.Tally;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.Voyage;
import io.sanhang.testing.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BulletinTest {

    private static final Instant NOON = Instant.parse("2026-10-08T04:00:00Z");
    private static final Words WORDS = BulletinService.words(Period.of("2026Q3"));

    @Test
    @Covers("A030")
    void numbers_add_up_by_line_group_and_unit() {
        var figures = figures();

        assertThat(figures.all()).isEqualTo(new Figures.Count(7, 2, 1, 3));
        assertThat(figures.legacy()).isEqualTo(new Figures.Count(2, 0, 1, 0));
        assertThat(figures.voyages()).extracting(Figures.Line::name).containsExactly("领航", "启航");
        assertThat(figures.units().get(0).name()).isEqualTo("县卫健局");
        assertThat(figures.units())
                .filteredOn(line -> line.key().equals("u-edu"))
                .singleElement()
                .satisfies(line -> assertThat(line.count()).isEqualTo(new Figures.Count(7, 2, 1, 3)));
    }

    @Test
    @Covers("A030")
    void a_second_person_approves_and_what_is_issued_stays_as_it_is() {
        var draft = draft();
        refused("bulletin-fixed", () -> draft.issue(act("a-2")));
        var submitted = draft.reword(words("两项任务推进缓慢。"), act("a-1")).submit(act("a-1"));
        refused("bulletin-fixed", () -> submitted.reword(WORDS, act("a-1")));
        refused("second-approver", () -> submitted.issue(act("a-1")));
        refused("reason-required", () -> submitted.sendBack(" ", act("a-2")));
        assertThat(submitted.sendBack("补一段", act("a-2")).state()).isEqualTo(Bulletin.State.DRAFT);

        var issued = submitted.issue(act("a-2"));

        assertThat(issued.isIntact()).isTrue();
        assertThat(issued.paper().blocks())
                .extracting(Paper.Block::text)
                .contains("两项任务推进缓慢。", "六、存在的问题")
                .anyMatch(text -> text.startsWith("截至2026年9月30日，全县三航行动任务共7项。2026年第三季度销号2项"));
        refused("bulletin-fixed", () -> issued.refill(figures(), act("a-1")));
        refused("bulletin-fixed", () -> issued.submit(act("a-1")));
    }

    @Test
    @Covers("A030")
    void a_changed_number_shows() {
        var issued = draft().submit(act("a-1")).issue(act("a-2"));
        var blocks = issued.paper().blocks().stream()
                .map(block -> new Paper.Block(block.kind(), block.text().replace("销号2项", "销号9项"), block.rows()))
                .toList();

        var forged = new Bulletin(
                issued.id(),
                issued.version(),
                issued.period(),
                issued.state(),
                issued.words(),
                issued.figures(),
                issued.submittedBy(),
                issued.issuedAt(),
                new Paper(blocks),
                issued.hash(),
                issued.steps(),
                issued.last());

        assertThat(forged.isIntact()).isFalse();
    }

    @Test
    @Covers("A030")
    void the_word_file_says_the_same() throws IOException {
        var paper = draft().paper();

        try (var document = new XWPFDocument(new ByteArrayInputStream(WordFile.of(paper)))) {
            assertThat(document.getParagraphs().get(0).getText()).isEqualTo("三航行动2026年第三季度工作通报");
            assertThat(document.getTables()).hasSize(4);
            assertThat(document.getTables().get(3).getText()).contains("冷链物流园", "8月");
        }
    }

    private static Bulletin draft() {
        return Bulletin.draft("b-1", "2026Q3", WORDS, figures(), act("a-1"));
    }

    private static Words words(String problems) {
        return new Words(WORDS.title(), "清督通〔2026〕3号", WORDS.opening(), problems, WORDS.next());
    }

    private static Figures figures() {
        var edu = List.of(new Party("u-edu", "县教体局"));
        var both = List.of(new Party("u-edu", "县教体局"), new Party("u-health", "县卫健局"));
        var columns = new Columns(
                List.of(
                        new Tally(Voyage.START, "民生事业推进组", TaskKind.ROUTINE, edu, 5),
                        new Tally(Voyage.LEAD, null, TaskKind.LEGACY_MATTER, both, 2)),
                List.of(new Tally(Voyage.START, "民生事业推进组", TaskKind.ROUTINE, edu, 2)),
                List.of(new Tally(Voyage.LEAD, null, TaskKind.LEGACY_MATTER, both, 1)),
                List.of(new Tally(Voyage.START, "民生事业推进组", TaskKind.ROUTINE, edu, 3)));
        return Figures.of(NOON, columns, List.of(new Figures.Project("t-1", "冷链物流园", "县教体局", 2, 1, List.of("8月"))));
    }

    private static Act act(String account) {
        var by = new Caller(account, account, Set.of("OFFICE"), "u-office", Set.of());
        return new Act(account + Math.random(), "same", by, NOON);
    }

    private static void refused(String slug, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
