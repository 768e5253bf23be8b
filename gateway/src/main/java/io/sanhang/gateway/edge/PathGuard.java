package io.sanhang.gateway.edge;

/**
 * Lets only one spelling of a path through, so that what the gateway compares is what the service will see: no empty,
 * {@code .} or {@code ..} segment, no parameters ({@code ;}), no backslash, and nothing percent-encoded that need not
 * be (RFC 3986 §6.2.2) or that would change the structure when decoded.
 */
final class PathGuard {

    private static final String PLAIN_MARKS = "-._~!$&'()*+,=:@/";

    private PathGuard() {}

    static boolean accepts(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        var segment = 1;
        for (var i = 1; i < path.length(); i++) {
            var c = path.charAt(i);
            if (c == '/') {
                if (isEmptyOrDots(path, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (c == '%') {
                if (!isNeededEncoding(path, i)) {
                    return false;
                }
                i += 2;
            } else if (!isPlain(c)) {
                return false;
            }
        }
        return segment == path.length() || !isEmptyOrDots(path, segment, path.length());
    }

    private static boolean isEmptyOrDots(String path, int from, int to) {
        return switch (to - from) {
            case 0 -> true;
            case 1 -> path.charAt(from) == '.';
            case 2 -> path.charAt(from) == '.' && path.charAt(from + 1) == '.';
            default -> false;
        };
    }

    /** Beyond ASCII, or a mark that may not stand for itself and has no meaning to anybody. */
    private static boolean isNeededEncoding(String path, int at) {
        if (at + 2 >= path.length()) {
            return false;
        }
        var high = Character.digit(path.charAt(at + 1), 16);
        var low = Character.digit(path.charAt(at + 2), 16);
        if (high < 0 || low < 0) {
            return false;
        }
        var value = (high << 4) | low;
        return value >= 0x80 || (value >= 0x20 && value < 0x7f && !isPlain((char) value) && "/\\%;".indexOf(value) < 0);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PLAIN_MARKS.indexOf(c) >= 0;
    }
}
