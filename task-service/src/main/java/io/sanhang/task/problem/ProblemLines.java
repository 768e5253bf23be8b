package io.sanhang.task.problem;

import io.sanhang.support.errors.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problems as lines of text, the way a table is pasted: problem, sign, root causes (words or codes, several with 、),
 * remedy and due date, with tabs between; all but the problem may be missing. One wrong line and none is taken.
 */
final class ProblemLines {

    static final int AT_MOST = 200;

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_MORE = 2000;
    private static final int FAULTS_AT_MOST = 20;

    private record Fault(String pointer, String message) {}

    private final Found how;
    private final Map<String, String> causes;
    private final List<Fault> faults = new ArrayList<>();

    /** @param causes codes of root causes by their words and by themselves */
    private ProblemLines(Found how, Map<String, String> causes) {
        this.how = how;
        this.causes = causes;
    }

    /** @throws Refusal {@code bad-problem-lines} with what is wrong, line by line */
    static List<Statement> read(String text, Found how, Map<String, String> causes) {
        var reading = new ProblemLines(how, causes);
        var lines = text.lines().toList();
        var found = new ArrayList<Statement>();
        for (var i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                found.add(reading.line(lines.get(i), i + 1));
            }
        }
        if (found.isEmpty() || found.size() > AT_MOST) {
            reading.faults.add(new Fault("/lines", "一次可以粘贴 1 到 %d 行，现在是 %d 行".formatted(AT_MOST, found.size())));
        }
        if (!reading.faults.isEmpty()) {
            throw Refusal.invalid("bad-problem-lines", reading.faults.size())
                    .with(
                            "errors",
                            reading.faults.stream().limit(FAULTS_AT_MOST).toList());
        }
        return found;
    }

    private Statement line(String line, int number) {
        var cells = Arrays.stream(line.split("\t", -1)).map(String::strip).toList();
        var text = cells.get(0);
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            fault(number, "问题要写，最多 %d 个字".formatted(LONGEST_TEXT));
        }
        return new Statement(
                text,
                longer(cells, 1, number),
                causes(cell(cells, 2), number),
                how,
                null,
                longer(cells, 3, number),
                date(cell(cells, 4), number));
    }

    private @Nullable String longer(List<String> cells, int at, int number) {
        var text = cell(cells, at);
        if (text != null && text.length() > LONGEST_MORE) {
            fault(number, "每一栏最多 %d 个字".formatted(LONGEST_MORE));
        }
        return text;
    }

    private List<String> causes(@Nullable String cell, int number) {
        var codes = new ArrayList<String>();
        for (var word : cell == null ? new String[0] : cell.split("[、,，;；]")) {
            var code = causes.get(word.strip());
            if (code == null) {
                fault(number, "问题根源里没有“%s”".formatted(word.strip()));
            } else if (!codes.contains(code)) {
                codes.add(code);
            }
        }
        return codes;
    }

    private @Nullable LocalDate date(@Nullable String cell, int number) {
        try {
            return cell == null ? null : LocalDate.parse(cell);
        } catch (DateTimeException e) {
            fault(number, "期限要写成 2026-12-31 的样子，不是“%s”".formatted(cell));
            return null;
        }
    }

    private void fault(int number, String message) {
        faults.add(new Fault("/lines/" + number, "第%d行：%s".formatted(number, message)));
    }

    private static @Nullable String cell(List<String> cells, int at) {
        return at < cells.size() && !cells.get(at).isEmpty() ? cells.get(at) : null;
    }
}
