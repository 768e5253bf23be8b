package io.sanhang.identity.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rule by which raters are drawn, {@value #RULE}: everybody with the frame and the seed finds the same (ballots
 * protocol §2.10, docs/adr/0007). In each stratum those are drawn whose SHA-256 of {@code seed|mark} is smallest. Marks
 * are made with a key that nobody knows, so no seed can be chosen for somebody's sake.
 */
final class Lottery {

    static final String RULE = "zfpj-draw-1";

    /** @param stratum without comma */
    record Ticket(String mark, String stratum) {}

    private Lottery() {}

    /**
     * @param size at most as many as there are
     * @param proportional each stratum gets its part of the size, by largest remainders, equal ones in the strata's order;
     *     else strata play no part
     */
    static List<Ticket> draw(List<Ticket> frame, String seed, int size, boolean proportional) {
        var strata = frame.stream()
                .collect(Collectors.groupingBy(
                        ticket -> proportional ? ticket.stratum : "", TreeMap::new, Collectors.toList()));
        var counts = new TreeMap<String, Integer>();
        strata.forEach((name, tickets) -> counts.put(name, tickets.size()));
        var quotas = quotas(counts, size);
        return strata.entrySet().stream()
                .flatMap(stratum ->
                        ordered(stratum.getValue(), seed).stream().limit(quotas.getOrDefault(stratum.getKey(), 0)))
                .toList();
    }

    private static List<Ticket> ordered(List<Ticket> tickets, String seed) {
        var places = tickets.stream().collect(Collectors.toMap(Ticket::mark, each -> sha256(seed + "|" + each.mark)));
        return tickets.stream()
                .sorted(Comparator.comparing(each -> places.getOrDefault(each.mark, "")))
                .toList();
    }

    /** Hare's method: the whole parts first, then one each to the largest remainders. */
    static Map<String, Integer> quotas(Map<String, Integer> counts, int size) {
        var all = counts.values().stream().mapToLong(Integer::longValue).sum();
        var quotas = new TreeMap<String, Integer>();
        counts.forEach((name, count) -> quotas.put(name, (int) ((long) size * count / all)));
        var left = size - quotas.values().stream().mapToInt(Integer::intValue).sum();
        Function<String, Long> remainder = name -> (long) size * counts.getOrDefault(name, 0) % all;
        counts.keySet().stream()
                .sorted(Comparator.comparing(remainder).reversed().thenComparing(Comparator.naturalOrder()))
                .limit(left)
                .forEach(name -> quotas.merge(name, 1, Integer::sum));
        return quotas;
    }

    /** The frame as it is handed out: {@code mark,stratum} a line, by mark. Its hash is public. */
    static String text(List<Ticket> frame) {
        return frame.stream()
                .sorted(Comparator.comparing(Ticket::mark))
                .map(ticket -> ticket.mark + "," + ticket.stratum + "\n")
                .collect(Collectors.joining());
    }

    /** Hex, of the text's UTF-8. */
    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
