package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sealed lines of a task's history. */
class HistoryTest {

    @Test
    void digests_are_the_published_ones() {
        // Of nothing at all.
        assertThat(Digest.SM3.of(List.of()))
                .isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
        assertThat(Digest.SHA_256.of(List.of()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Digest.SM3.of(List.of("ab", "c"))).isNotEqualTo(Digest.SM3.of(List.of("a", "bc")));
    }

    @Test
    void a_change_of_the_setting_breaks_nothing() {
        var first = People.assigned().sealedWith(Digest.SHA_256);
        var second = first.signFor(act(EDU)).sealedWith(Digest.SM3);
        var third = second.reportProgress("办了", null, List.of(), act(EDU)).sealedWith(Digest.SHA_256);

        assertThat(third.history())
                .extracting(HistoryEntry::digest)
                .containsExactly(Digest.SHA_256, Digest.SM3, Digest.SHA_256);
        assertThat(third.historyIsIntact()).isTrue();
        assertThat(third.history()).extracting(HistoryEntry::version).containsExactly(1L, 2L, 3L);
        // Only the line that is new is sealed anew.
        assertThat(second.sealedWith(Digest.SM3)).isSameAs(second);
        assertThat(second.sealedWith(Digest.SHA_256).historyIsIntact()).isTrue();
    }

    @Test
    void a_line_of_before_versions_and_digests_were_noted_stays_good() {
        var now = People.assigned().history().get(0);
        var old = new HistoryEntry(
                now.id(),
                now.fingerprint(),
                now.at(),
                now.by(),
                now.byName(),
                now.unitId(),
                now.step(),
                null,
                null,
                null,
                "");
        var hash = Digest.SHA_256.of(List.of(
                "",
                now.id(),
                now.fingerprint(),
                now.at().toString(),
                now.by(),
                now.byName(),
                "u-office",
                "ASSIGN",
                ""));
        var sealed = new HistoryEntry(
                old.id(),
                old.fingerprint(),
                old.at(),
                old.by(),
                old.byName(),
                old.unitId(),
                old.step(),
                null,
                null,
                null,
                hash);
        assertThat(HistoryEntry.intact(List.of(sealed))).isTrue();
        var next = HistoryEntry.after(List.of(sealed), act(EDU), 2, Step.SIGN_FOR, null);
        assertThat(HistoryEntry.intact(List.of(sealed, next))).isTrue();
    }

    @Test
    void whatever_is_done_to_the_lines_shows() {
        assertThat(closed().historyIsIntact()).isTrue();
        assertThat(tampered(lines -> lines.remove(2))).isFalse();
        assertThat(tampered(lines -> lines.remove(0))).isFalse();
        assertThat(tampered(lines -> lines.remove(lines.size() - 1))).isFalse();
        assertThat(tampered(lines -> Collections.swap(lines, 1, 2))).isFalse();
        assertThat(tampered(lines -> lines.add(lines.get(1)))).isFalse();
        assertThat(tampered(lines -> lines.set(1, altered(lines.get(1), Digest.SM3, 2L))))
                .isFalse();
        assertThat(tampered(lines -> lines.set(1, altered(lines.get(1), Digest.SHA_256, 2L))))
                .isFalse();
        assertThat(tampered(lines -> lines.set(1, altered(lines.get(1), null, null))))
                .isFalse();
    }

    @Test
    void what_others_did_since_a_version_is_told() {
        var task = closed();
        assertThat(task.since(3)).extracting(HistoryEntry::step).containsExactly(Step.APPLY_CLOSE_OUT, Step.CLOSE);
        assertThat(task.since(5)).isEmpty();
    }

    private static boolean tampered(Consumer<List<HistoryEntry>> how) {
        var task = closed();
        var lines = new ArrayList<>(task.history());
        how.accept(lines);
        return new Task(
                        task.id(),
                        task.version(),
                        task.state(),
                        task.duty(),
                        task.assignment(),
                        task.course(),
                        task.schedule(),
                        lines)
                .historyIsIntact();
    }

    private static HistoryEntry altered(HistoryEntry line, @Nullable Digest digest, @Nullable Long version) {
        return new HistoryEntry(
                line.id(),
                line.fingerprint(),
                line.at(),
                "a-other",
                line.byName(),
                line.unitId(),
                line.step(),
                line.note(),
                version,
                digest,
                line.hash());
    }

    private static Task closed() {
        return People.assigned()
                .signFor(act(EDU))
                .reportProgress("办了", null, List.of(), act(EDU))
                .applyCloseOut("办完了", evidence(), act(EDU))
                .close("同意", act(OFFICE));
    }
}
