package io.sanhang.identity.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A notice as text, one line each: {@code 2027-01-01,2027-01-03,元旦} is a holiday, {@code 2027-01-09,班} a make-up
 * workday. Empty lines and lines that start with # say nothing.
 */
final class NoticeText {

    private static final Set<String> WORK = Set.of("班", "上班", "调休", "调休上班", "workday");
    private static final Charset SPREADSHEETS = Charset.forName("GB18030");
    private static final int LONGEST_NAME = 20;

    private NoticeText() {}

    /** UTF-8, or what a Chinese spreadsheet program writes. */
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, SPREADSHEETS);
        }
    }

    static Notice read(int year, String text) {
        var check = new NoticeCheck(year);
        var lines = text.replace("\uFEFF", "").lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(line, i + 1, check);
            }
        }
        return check.sound();
    }

    private static void read(String text, int number, NoticeCheck check) {
        var pointer = "/lines/" + number;
        var called = "第%d行".formatted(number);
        var line = line(pointer, called, text);
        if (line == null) {
            check.unreadable(
                    pointer,
                    called + "：看不懂“%s”；放假写成“2027-01-01,2027-01-03,元旦”，调休上班写成“2027-01-09,班”".formatted(shortened(text)));
        } else {
            check.add(line);
        }
    }

    private static @Nullable NoticeLine line(String pointer, String called, String text) {
        List<String> cells =
                Arrays.stream(text.split("[,，\t]", -1)).map(String::strip).toList();
        while (cells.size() > 2 && cells.get(cells.size() - 1).isEmpty()) {
            cells = cells.subList(0, cells.size() - 1);
        }
        try {
            if (cells.size() == 2 && WORK.contains(cells.get(1))) {
                var day = LocalDate.parse(cells.get(0));
                return new NoticeLine(pointer, called, day, day, null);
            }
            var named = cells.size() == 3
                    && !cells.get(2).isEmpty()
                    && cells.get(2).length() <= LONGEST_NAME
                    && !WORK.contains(cells.get(2));
            return named
                    ? new NoticeLine(
                            pointer, called, LocalDate.parse(cells.get(0)), LocalDate.parse(cells.get(1)), cells.get(2))
                    : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "……";
    }
}
