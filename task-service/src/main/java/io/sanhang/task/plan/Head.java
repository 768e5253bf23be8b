package io.sanhang.task.plan;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands before the first numbered line: number, title, issuer, date (A001), in the habits of official notices. */
final class Head {

    private static final Pattern NUMBER =
            Pattern.compile("([\\u4e00-\\u9fa5]{2,12})\\s*[\\[(](\\d{4})[\\])]\\s*第?(\\d{1,5})\\s*号");
    private static final Pattern NOTICE = Pattern.compile("^(.{2,40}?)关于(?:印发|转发|下发|发布)");
    private static final Pattern IN_MARKS = Pattern.compile("《([^》]{2,120})》");
    private static final Pattern ABOUT = Pattern.compile("关于(?:印发|转发|下发|发布)?(.{2,120}?)的通知");
    private static final Pattern ISSUER = Pattern.compile("^.{2,40}(人民政府|办公室|委员会|县委|市委|局|领导小组|管委会|政府办|党组)$");
    private static final Pattern DATE_LINE = Pattern.compile(
            "^.{0,40}\\d{4}年\\d{1,2}月\\d{1,2}日(印发|发)?$|^.{0,40}[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$");

    private static final int LONGEST_NAME = 60;
    private static final int MOST_NAMES = 200;

    private Head() {}

    /** @param tail lines at the very end, where some offices put signature and date */
    static PlanDocument read(List<String> head, List<String> tail, @Nullable LocalDate issuedOn) {
        var joined = new StringBuilder();
        var original = new StringBuilder();
        head.stream()
                .takeWhile(line -> !isAddressee(line))
                .map(String::strip)
                .filter(line ->
                        !isNumber(line) && !DATE_LINE.matcher(compact(line)).matches())
                .forEach(line -> {
                    joined.append(compact(line));
                    original.append(line.replaceAll("[\\s\\u3000]", ""));
                });
        return new PlanDocument(
                number(head),
                title(joined.toString(), original.toString(), head),
                issuer(joined.toString(), head, tail),
                issuedOn != null ? issuedOn : date(head, tail),
                addressees(head),
                copies(tail));
    }

    /** The line that ends with a colon, with the lines before it that end in the middle of the list. */
    private static List<String> addressees(List<String> head) {
        var lines =
                head.stream().map(Head::compact).filter(line -> !line.isEmpty()).toList();
        for (var at = 0; at < lines.size(); at++) {
            if (isAddressee(lines.get(at))) {
                var from = at;
                while (from > 0 && lines.get(from - 1).matches(".*[,、]")) {
                    from--;
                }
                return names(String.join("", lines.subList(from, at + 1)).replaceAll(":$", ""));
            }
        }
        return List.of();
    }

    private static List<String> copies(List<String> tail) {
        var text = new StringBuilder();
        for (var line : tail.stream().map(Head::compact).toList()) {
            if (line.startsWith("抄送:")) {
                text.append(line.substring(3));
            } else if (text.length() > 0 && !line.isEmpty()) {
                if (text.toString().endsWith("。") || DATE_LINE.matcher(line).matches()) {
                    break;
                }
                text.append(text.toString().endsWith(",") ? "" : ",").append(line);
            }
        }
        return names(text.toString());
    }

    /** Offices part the kinds by commas and use 、 inside a kind; where there is no comma, 、 parts the names. */
    private static List<String> names(String joined) {
        return Arrays.stream(joined.split(joined.contains(",") ? "[,;。]" : "[、;。]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
                .map(name -> name.replace('(', '（').replace(')', '）'))
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    private static String compact(String line) {
        return Marks.plain(line).replace(" ", "");
    }

    private static boolean isAddressee(String line) {
        var plain = compact(line);
        return plain.endsWith(":") && plain.length() > 4;
    }

    private static boolean isNumber(String line) {
        return line.length() < 40 && Marks.find(NUMBER, Marks.plain(line)) != null;
    }

    private static @Nullable String number(List<String> head) {
        for (var line : head) {
            var found = Marks.find(NUMBER, Marks.plain(line));
            if (found != null) {
                return found.group(1) + "〔" + found.group(2) + "〕" + found.group(3) + "号";
            }
        }
        return null;
    }

    private static @Nullable String title(String plain, String original, List<String> head) {
        var marked = Marks.find(IN_MARKS, original);
        if (marked != null) {
            return marked.group(1);
        }
        var about = Marks.find(ABOUT, plain);
        if (about != null) {
            return original.substring(about.start(1), about.end(1));
        }
        return head.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.length() < 60 && !isNumber(line) && !isAddressee(line))
                .filter(line -> !DATE_LINE.matcher(compact(line)).matches())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String issuer(String plain, List<String> head, List<String> tail) {
        var notice = Marks.find(NOTICE, plain);
        if (notice != null) {
            return notice.group(1);
        }
        return java.util.stream.Stream.concat(head.stream(), tail.stream())
                .map(line -> line.strip())
                .map(line -> Marks.find(DATE_LINE, compact(line)) != null ? beforeDate(line) : line)
                .filter(line -> ISSUER.matcher(line).matches() && !line.contains("关于") && !line.contains("、"))
                .findFirst()
                .orElse(null);
    }

    private static String beforeDate(String line) {
        return line.replaceAll("[\\d〇零○一二三四五六七八九]{4}年.*$", "").strip();
    }

    private static @Nullable LocalDate date(List<String> head, List<String> tail) {
        return java.util.stream.Stream.concat(head.stream(), tail.stream())
                .map(Head::compact)
                .filter(line -> DATE_LINE.matcher(line).matches())
                .map(Dates::full)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Lines that close a document rather than go on with its last clause. */
    static boolean isClosing(String line) {
        var plain = compact(line);
        return plain.startsWith("抄送")
                || plain.startsWith("主送")
                || plain.startsWith("以上各")
                || plain.startsWith("(此件")
                || plain.startsWith("附件:")
                || DATE_LINE.matcher(plain).matches();
    }
}
