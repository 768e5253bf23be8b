package io.sanhang.task.roster;

import java.util.Locale;

/** The unified social credit code of an enterprise (GB 32100-2015): 18 characters, the last a check character. */
final class CreditCode {

    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;

    private CreditCode() {}

    static String normal(String typed) {
        return typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    static boolean isValid(String code) {
        return code.length() == LENGTH
                && code.chars().allMatch(each -> CHARACTERS.indexOf(each) >= 0)
                && check(code) == code.charAt(LENGTH - 1);
    }

    /** Weights are powers of 3 modulo 31. */
    static char check(String code) {
        var sum = 0;
        var weight = 1;
        for (var at = 0; at < LENGTH - 1; at++) {
            sum += CHARACTERS.indexOf(code.charAt(at)) * weight;
            weight = weight * 3 % 31;
        }
        return CHARACTERS.charAt((31 - sum % 31) % 31);
    }
}
