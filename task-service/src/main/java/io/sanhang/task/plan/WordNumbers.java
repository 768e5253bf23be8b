package io.sanhang.task.plan;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;

/** Numbers that Word counts by itself are not in the text; they are counted again here. */
final class WordNumbers {

    private static final String[] HAN = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

    private final Map<BigInteger, int[]> counters = new HashMap<>();

    /** The number that Word shows before a paragraph, or nothing. */
    String of(XWPFParagraph paragraph) {
        var list = paragraph.getNumID();
        var pattern = paragraph.getNumLevelText();
        if (list == null || pattern == null || paragraph.getText().isBlank()) {
            return "";
        }
        var level = paragraph.getNumIlvl() == null
                ? 0
                : Math.min(8, paragraph.getNumIlvl().intValue());
        var counts = counters.computeIfAbsent(list, id -> new int[9]);
        counts[level]++;
        java.util.Arrays.fill(counts, level + 1, counts.length, 0);
        var number = formatted(counts[level], String.valueOf(paragraph.getNumFmt()));
        return pattern.replace("%" + (level + 1), number).replaceAll("%\\d\\.?", "");
    }

    private static String formatted(int number, String format) {
        if (format.startsWith("bullet") || format.equals("none")) {
            return "";
        }
        return format.contains("hinese") || format.contains("japaneseCounting") ? han(number) : String.valueOf(number);
    }

    private static String han(int number) {
        var tens = number / 10;
        return (tens == 0 ? "" : (tens == 1 ? "" : HAN[tens % 10]) + "十") + HAN[number % 10];
    }
}
