package io.sanhang.task.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to write what offices write in many: half-width punctuation and digits, square brackets of one kind, and
 * simplified characters in the words that carry structure. Every character becomes exactly one character, so a place
 * found in the plain form is the same place in the original.
 */
final class Marks {

    private static final String FROM = "（）［］〔〕【】〖〗：；，．！？０１２３４５６７８９％　\u00a0\t"
            + "牽頭責單門領啟啓護縣鄉鎮務開長組員職點後內號發關於記條項個戶萬處級導題週辦負協總結會彙匯報標術業體衛農財質監審計環境設規劃資運輸動員實與時間進階專項"
            + "產園區車間廠檢舉誰續屆電聯絡強創優製圖書館館歷當過還這樣讓對應確認證據導";
    private static final String TO = "()[][][][]:;,.!?0123456789%   "
            + "牵头责单门领启启护县乡镇务开长组员职点后内号发关于记条项个户万处级导题周办负协总结会汇汇报标术业体卫农财质监审计环境设规划资运输动员实与时间进阶专项"
            + "产园区车间厂检举谁续届电联络强创优制图书馆馆历当过还这样让对应确认证据导";
    private static final char[] PLAIN = new char[Character.MAX_VALUE + 1];

    static {
        for (var c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = (char) c;
        }
        for (var i = 0; i < FROM.length(); i++) {
            PLAIN[FROM.charAt(i)] = TO.charAt(i);
        }
    }

    private static final String DIGITS = "零一二三四五六七八九";
    static final String HAN_NUMBER = "[一二三四五六七八九十百]{1,5}";

    private Marks() {}

    /** The plain form, as long as the original. */
    static String plain(String text) {
        var chars = text.toCharArray();
        for (var i = 0; i < chars.length; i++) {
            chars[i] = PLAIN[chars[i]];
        }
        return new String(chars);
    }

    /** 十二 → 12, 二十 → 20, 12 → 12; circled numbers too. */
    static int number(String text) {
        if (text.matches("\\d+")) {
            return text.length() > 6 ? 0 : Integer.parseInt(text);
        }
        if (text.length() == 1 && text.charAt(0) >= '①' && text.charAt(0) <= '⑳') {
            return text.charAt(0) - '①' + 1;
        }
        var total = 0;
        var digit = 0;
        for (var c : text.toCharArray()) {
            if (c == '百') {
                total += Math.max(digit, 1) * 100;
                digit = 0;
            } else if (c == '十') {
                total += Math.max(digit, 1) * 10;
                digit = 0;
            } else {
                digit = c == '两' ? 2 : Math.max(0, DIGITS.indexOf(c));
            }
        }
        return total + digit;
    }

    /** The first match's groups, or null. */
    static @Nullable Matcher find(Pattern pattern, String plain) {
        var matcher = pattern.matcher(plain);
        return matcher.find() ? matcher : null;
    }
}
