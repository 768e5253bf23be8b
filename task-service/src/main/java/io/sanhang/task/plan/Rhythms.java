package io.sanhang.task.plan;

import io.sanhang.task.plan.PlanItem.Cadence;
import io.sanhang.task.plan.PlanItem.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How often, and how many: cadences and quotas in a clause (A8 of the acceptance list gives the plan's own). */
final class Rhythms {

    private record Rule(Pattern words, String unit, int every) {}

    private static final List<Rule> CADENCES = List.of(
            rule("每两周|每半月|双周", "week", 2),
            rule("每(?:个)?(?:工作)?日|每天|日调度|日报告", "day", 1),
            rule("每(?:一)?周|周例会|一周一\\S{1,2}|按周|周调度|周报", "week", 1),
            rule("每半年|半年一\\S{1,2}", "month", 6),
            rule("每(?:两|2)个?月", "month", 2),
            rule("每(?:个|一)?月|逐月|月小结|一月一\\S{1,2}|按月|月调度|月通报|月报", "month", 1),
            rule("每(?:个|一)?季度?|逐季|季汇总|一季一\\S{1,2}|季度(?:统计|通报|调度|小结|汇总)|按季度?", "quarter", 1),
            rule("每(?:一)?年|一年一\\S{1,2}|年底通报|年终(?:通报|考核|总结)|按年度?", "year", 1),
            rule("事不隔天|文不过夜|当日办结|当天办结", "same-day", 1),
            rule("定期", "regular", 1));

    private static final String UNITS = "个百分点|万元|亿元|万亩|个|户|人次|人|篇|次|家|项|名|件|场|期|亩|公里|处|所|套|座|%";
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\d.年月第〔\\[(“])(\\d{1,9}|[一二两三四五六七八九十]{1,3})(" + UNITS + ")");
    private static final Pattern HAN = Pattern.compile("[一二两三四五六七八九十]+");
    private static final Pattern COUNTS_IN_WORDS =
            Pattern.compile("(至少|不少于|不低于|新增|开展|组织|举办|召开|撰写|(?<!工)作|完成|一名|包保|工作专班).*");
    private static final Pattern PER = Pattern.compile("每(?:年|季度|季|半年|月|周)"
            + "|每(?:名|个|家|户|位|人|村|乡镇|单位|部门)(?:(?!至少|不少|不低|每年|每月|要|应|需|必须|结合|撰写|写|完成)[\\u4e00-\\u9fa5]){0,8}"
            + "|一个(?:重点)?项目");
    /** "5个工作日内" and "3个月" say how long, not how many. */
    private static final Pattern SPAN_OF_TIME = Pattern.compile("^(?:工作日|自然日|月|季度|星期|小时)");

    private static final Pattern TRAILING_NOUN = Pattern.compile("^[\\u4e00-\\u9fa5]{1,4}");

    private Rhythms() {}

    private static Rule rule(String words, String unit, int every) {
        return new Rule(Pattern.compile(words), unit, every);
    }

    static List<Cadence> cadences(String plain) {
        var found = new ArrayList<Cadence>();
        var taken = new boolean[plain.length()];
        for (var rule : CADENCES) {
            var matcher = rule.words.matcher(plain);
            while (matcher.find()) {
                if (!taken[matcher.start()]) {
                    java.util.Arrays.fill(taken, matcher.start(), matcher.end(), true);
                    found.add(new Cadence(matcher.group(), rule.unit, rule.every));
                }
            }
        }
        return found.stream().distinct().toList();
    }

    static List<Quota> quotas(String plain) {
        var found = new ArrayList<Quota>();
        var per = (String) null;
        for (var clause : plain.split("(?<=[,。;、])")) {
            var here = per(clause);
            per = here != null ? here : clause.contains("。") ? null : per;
            if (clause.contains("全覆盖")) {
                found.add(new Quota(trim(clause), 100, "%", here));
            }
            var number = NUMBER.matcher(clause);
            while (number.find()) {
                if (counts(clause, number.group(1), number.end())) {
                    found.add(new Quota(
                            trim(clause),
                            Marks.number(number.group(1)),
                            measure(clause, number.group(2), number.end()),
                            here));
                }
            }
            if (clause.contains("。")) {
                per = null;
            }
        }
        return found;
    }

    /** A number in digits is meant as one; in words ("一批", "一个") only where the clause asks for so many. */
    private static boolean counts(String clause, String number, int end) {
        if (Marks.find(SPAN_OF_TIME, clause.substring(end)) != null) {
            return false;
        }
        if (!HAN.matcher(number).matches()) {
            return true;
        }
        var before = clause.substring(0, end);
        return !before.matches(".*一个(?:重点)?项目")
                && (Marks.find(COUNTS_IN_WORDS, before) != null || clause.startsWith("工作专班", end))
                && !clause.startsWith("体", end);
    }

    private static String measure(String clause, String unit, int end) {
        var noun = Marks.find(TRAILING_NOUN, clause.substring(end));
        return unit.equals("个") && noun != null ? unit + noun.group() : unit;
    }

    private static @Nullable String per(String clause) {
        var matcher = Marks.find(PER, clause);
        return matcher == null ? null : matcher.group().strip();
    }

    private static String trim(String clause) {
        return clause.replaceAll("[,。;、\\s]+$", "").strip();
    }
}
