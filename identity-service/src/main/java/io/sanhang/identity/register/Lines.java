package io.sanhang.identity.register;

import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pasted or uploaded table: a row a line, with tabs or commas between the cells. */
final class Lines {

    static final int MOST = 20_000;
    static final int LONGEST_CELL = 40;

    /** @param number as an editor counts, from 1 */
    record Line(int number, List<String> cells) {

        String cell(int at) {
            return at < cells.size() ? cells.get(at) : "";
        }

        boolean fits() {
            return cells.stream().allMatch(cell -> cell.length() <= LONGEST_CELL && cell.indexOf('|') < 0);
        }

        Optional<String> phone() {
            try {
                return Optional.of(PersonalData.requirePhone(cell(0)));
            } catch (Refusal notOne) {
                return Optional.empty();
            }
        }
    }

    /** What became of a table. @param lines those that changed nothing though they were meant to, with the reason */
    record Outcome(int added, int known, List<Answer> lines) {}

    record Answer(int line, String message) {}

    private Lines() {}

    /**
     * Without empty lines and without a heading.
     *
     * @throws Refusal {@code too-many-lines}
     */
    static List<Line> read(String text) {
        var lines = text.lines().toList();
        var rows = IntStream.range(0, lines.size())
                .filter(at -> !lines.get(at).isBlank())
                .filter(at -> at > 0 || lines.get(at).chars().anyMatch(Character::isDigit))
                .mapToObj(at -> new Line(at + 1, cells(lines.get(at))))
                .toList();
        if (rows.size() > MOST) {
            throw Refusal.tooLarge("too-many-lines", MOST).at("/lines");
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.replace("\uFEFF", "").split("[\t,，]", -1))
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }
}
