package io.sanhang.task.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a document into pieces by its numbering: 一、 → （一） → 1. → （1）, in any of the marks offices use, at the start of a
 * line or, for the two lowest levels, after the end of a sentence.
 */
final class Outline {

    /** A piece of text under a number; level 0 is text without one. {@code number} 0 means none. */
    static final class Piece {
        final int level;
        final int number;
        final String label;
        final StringBuilder text = new StringBuilder();

        Piece(int level, int number, String label) {
            this.level = level;
            this.number = number;
            this.label = label;
        }
    }

    private static final Pattern FIRST =
            Pattern.compile("^(" + Marks.HAN_NUMBER + ")\\s*[、.]|^第(" + Marks.HAN_NUMBER + ")(?:部分|章|篇)\\s*");
    private static final Pattern SECOND = Pattern.compile("^\\((" + Marks.HAN_NUMBER + ")\\)\\s*、?");
    // "1.9月底前" is number 1 and a month; "1.5倍" is no number of a clause.
    private static final Pattern THIRD = Pattern.compile(
            "^(\\d{1,3})\\s*(?:、|[.](?!\\d++(?![月年日])))\\s*|^第(" + Marks.HAN_NUMBER + "|\\d{1,3})条\\s*");
    private static final Pattern FOURTH = Pattern.compile("^\\((\\d{1,3})\\)\\s*、?|^([①-⑳])\\s*");
    private static final Pattern INLINE = Pattern.compile(
            "(?<=[。;!?\\])])\\s*(?:(\\d{1,3})(?:、|[.](?!\\d++(?![月年日])))|\\((\\d{1,3})\\)|([①-⑳]))|(?<=[.])\\s*\\((\\d{1,3})\\)");

    private Outline() {}

    /** The pieces in order. A line without a number goes on the piece before it. */
    static List<Piece> of(List<String> lines) {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(0, 0, ""));
        for (var line : lines) {
            var text = line.strip();
            if (!text.isEmpty()) {
                line(text, pieces);
            }
        }
        return pieces;
    }

    static int levelOf(String line) {
        var pieces = new ArrayList<Piece>();
        start(line.strip(), Marks.plain(line).strip(), pieces);
        return pieces.isEmpty() ? 0 : pieces.get(0).level;
    }

    private static void line(String text, List<Piece> pieces) {
        var plain = Marks.plain(text);
        var from = start(text, plain, pieces);
        if (from == 0) {
            var last = pieces.get(pieces.size() - 1);
            if (last.text.length() > 0) {
                last.text.append('\n');
            }
        }
        inline(text, plain, from, pieces);
    }

    /** Opens a piece for a number at the start of the line; how far that number reaches. */
    private static int start(String text, String plain, List<Piece> pieces) {
        for (var level = 1; level <= 4; level++) {
            var matcher = (switch (level) {
                        case 1 -> FIRST;
                        case 2 -> SECOND;
                        case 3 -> THIRD;
                        default -> FOURTH;
                    })
                    .matcher(plain);
            if (matcher.find()) {
                var number = matcher.group(1) != null || matcher.groupCount() < 2 ? matcher.group(1) : matcher.group(2);
                pieces.add(piece(level, number));
                // "1.（1）…" on one line: the lower number opens its own piece at once.
                var rest = plain.substring(matcher.end());
                if (level < 4 && !rest.isEmpty() && nextLevel(rest) > level) {
                    return matcher.end() + start(text.substring(matcher.end()), rest, pieces);
                }
                return matcher.end();
            }
        }
        return 0;
    }

    private static int nextLevel(String plain) {
        return FOURTH.matcher(plain).find() ? 4 : 0;
    }

    private static void inline(String text, String plain, int from, List<Piece> pieces) {
        var matcher = INLINE.matcher(plain);
        matcher.region(from, plain.length());
        matcher.useTransparentBounds(true);
        var copied = from;
        while (matcher.find()) {
            var item = matcher.group(1);
            var sub = item != null ? null : first(matcher.group(2), matcher.group(3), matcher.group(4));
            var level = item != null ? 3 : 4;
            var number = item != null ? item : String.valueOf(sub);
            if (follows(pieces, level, Marks.number(number))) {
                pieces.get(pieces.size() - 1).text.append(text, copied, matcher.start());
                pieces.add(piece(level, number));
                copied = matcher.end();
            }
        }
        pieces.get(pieces.size() - 1).text.append(text, copied, text.length());
    }

    private static @org.jspecify.annotations.Nullable String first(
            @org.jspecify.annotations.Nullable String... values) {
        for (var value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** In the middle of a line only the number that is due opens a piece; others are references. */
    private static boolean follows(List<Piece> pieces, int level, int number) {
        for (var i = pieces.size() - 1; i >= 0; i--) {
            var piece = pieces.get(i);
            if (piece.level == level) {
                return number > piece.number && number <= piece.number + 2;
            }
            if (piece.level < level) {
                return level == 4 ? number <= 2 && piece.level > 0 : number == 1 && piece.level > 0;
            }
        }
        return false;
    }

    private static Piece piece(int level, String number) {
        var value = Marks.number(number);
        var label = switch (level) {
            case 1 -> number;
            case 2 -> "(" + number + ")";
            case 3 -> String.valueOf(value);
            default -> "(" + value + ")";
        };
        return new Piece(level, value, label);
    }
}
