package io.sanhang.task.digest;

import io.sanhang.task.activity.Period;
import io.sanhang.task.digest.Bulletin.Words;
import io.sanhang.task.digest.Figures.Count;
import io.sanhang.task.digest.Figures.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a bulletin says, from its title to its last table: what is read, printed and, once issued, kept and hashed. */
public record Paper(List<Block> blocks) {

    /** What a block is. */
    public enum Kind {
        TITLE,
        NUMBER,
        HEADING,
        TEXT,
        TABLE
    }

    /** @param rows of a table, its heads first */
    public record Block(Kind kind, String text, List<Row> rows) {
        public Block {
            rows = rows == null ? List.of() : List.copyOf(rows);
        }
    }

    public record Row(List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public Paper {
        blocks = List.copyOf(blocks);
    }

    static Paper of(Period period, Words words, Figures figures) {
        return new Writer().write(period, words, figures);
    }

    /** SHA-256 over every word; each part is preceded by its length, so that no two papers read the same. */
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            blocks.stream()
                    .flatMap(block -> Stream.concat(
                            Stream.of(block.kind.name(), block.text),
                            block.rows.stream().flatMap(row -> Stream.concat(Stream.of("|"), row.cells.stream()))))
                    .forEach(part -> {
                        var bytes = part.getBytes(StandardCharsets.UTF_8);
                        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                        digest.update(bytes);
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Writer {

        private static final List<String> HEADS = List.of("任务数", "本季度销号", "逾期未办结", "结转下季度");

        private final List<Block> blocks = new ArrayList<>();
        private int section;

        Paper write(Period period, Words words, Figures figures) {
            add(Kind.TITLE, words.title());
            add(Kind.NUMBER, words.number());
            add(Kind.TEXT, words.opening());
            heading("总体情况");
            add(Kind.TEXT, overall(period, figures));
            table("航向", figures.voyages());
            heading("各推进组情况");
            table("推进组", figures.groups());
            heading("各单位情况");
            add(Kind.TEXT, "按牵头单位统计，几个单位共同牵头的任务各计一次。");
            table("牵头单位", figures.units());
            heading("历史遗留问题");
            add(Kind.TEXT, legacy(figures.legacy()));
            heading("重点项目调度");
            projects(figures.projects());
            if (!words.problems().isBlank()) {
                heading("存在的问题");
                add(Kind.TEXT, words.problems());
            }
            if (!words.next().isBlank()) {
                heading("下一步要求");
                add(Kind.TEXT, words.next());
            }
            return new Paper(blocks);
        }

        private static String overall(Period period, Figures figures) {
            var all = figures.all();
            return "截至%s，全县三航行动任务共%d项。%s销号%d项；逾期未办结%d项；结转下季度%d项。"
                    .formatted(
                            day(period, figures.takenAt()),
                            all.total(),
                            period.words(),
                            all.closed(),
                            all.overdue(),
                            all.carried());
        }

        private static String legacy(Count count) {
            return count.total() == 0
                    ? "台账里没有历史遗留问题。"
                    : "台账里的历史遗留问题共%d件，本季度销号%d件，逾期未办结%d件，结转下季度%d件。"
                            .formatted(count.total(), count.closed(), count.overdue(), count.carried());
        }

        private void projects(List<Figures.Project> projects) {
            if (projects.isEmpty()) {
                add(Kind.TEXT, "本季度没有应当调度的重点项目。");
                return;
            }
            var missed =
                    projects.stream().filter(each -> !each.missed().isEmpty()).count();
            add(Kind.TEXT, "应当调度的重点项目%d个，其中%d个有漏报的月份。".formatted(projects.size(), missed));
            var rows = new ArrayList<Row>();
            rows.add(new Row(List.of("重点项目", "牵头单位", "应调度", "已调度", "漏报月份")));
            projects.forEach(each -> rows.add(new Row(List.of(
                    each.title(),
                    each.lead(),
                    String.valueOf(each.owed()),
                    String.valueOf(each.done()),
                    each.missed().isEmpty() ? "无" : String.join("、", each.missed())))));
            blocks.add(new Block(Kind.TABLE, "重点项目调度", rows));
        }

        private void table(String name, List<Line> lines) {
            if (lines.isEmpty()) {
                add(Kind.TEXT, "没有可以统计的任务。");
                return;
            }
            var rows = new ArrayList<Row>();
            rows.add(new Row(Stream.concat(Stream.of(name), HEADS.stream()).toList()));
            lines.forEach(line -> rows.add(new Row(Stream.concat(
                            Stream.of(line.name()),
                            Stream.of(
                                            line.count().total(),
                                            line.count().closed(),
                                            line.count().overdue(),
                                            line.count().carried())
                                    .map(String::valueOf))
                    .collect(Collectors.toList()))));
            blocks.add(new Block(Kind.TABLE, name, rows));
        }

        private void heading(String words) {
            blocks.add(new Block(Kind.HEADING, "一二三四五六七八九".charAt(section++) + "、" + words, List.of()));
        }

        private void add(Kind kind, @Nullable String words) {
            if (words != null && !words.isBlank()) {
                blocks.add(new Block(kind, words.strip(), List.of()));
            }
        }

        /** The period's last day, or the present one while it goes on. */
        private static String day(Period period, Instant at) {
            var taken = LocalDate.ofInstant(at, ZONE);
            var day = taken.isBefore(period.to()) ? taken : period.to();
            return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        }
    }
}
