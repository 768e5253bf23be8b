package io.sanhang.evaluation.ballot;

import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.support.errors.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rated part of a ballot: {@code zfpj1|campaign|unit|q1=5,q2=0,…}, items in the manifest's order, levels 5 to 1, 0 for
 * "don't know".
 */
public record BallotBody(String campaignId, String unitId, List<Integer> levels) {

    private static final Pattern FORM = Pattern.compile("zfpj1\\|([!-{}~]{1,64})\\|([!-{}~]{1,64})\\|([!-~]{1,400})");

    public BallotBody {
        levels = List.copyOf(levels);
    }

    /** @throws Refusal {@code bad-ballot} when it is not such a line for these items */
    public static BallotBody parse(String body, List<String> itemIds) {
        var matcher = FORM.matcher(body);
        if (!matcher.matches()) {
            throw bad();
        }
        var answers = matcher.group(3).split(",", -1);
        if (answers.length != itemIds.size()) {
            throw bad();
        }
        var levels = new ArrayList<Integer>();
        for (var i = 0; i < answers.length; i++) {
            var answer = answers[i];
            var expected = itemIds.get(i) + "=";
            if (answer.length() != expected.length() + 1 || !answer.startsWith(expected)) {
                throw bad();
            }
            var level = answer.charAt(answer.length() - 1) - '0';
            if (level < 0 || level > 5) {
                throw bad();
            }
            levels.add(level);
        }
        return new BallotBody(matcher.group(1), matcher.group(2), levels);
    }

    /** @param levels as many as the campaign has questions */
    static String of(Campaign campaign, String unit, List<Integer> levels) {
        var items = campaign.itemIds();
        return "zfpj1|" + campaign.id() + "|" + unit + "|"
                + IntStream.range(0, items.size())
                        .mapToObj(at -> items.get(at) + "=" + levels.get(at))
                        .collect(Collectors.joining(","));
    }

    private static Refusal bad() {
        return Refusal.malformed("bad-ballot").at("/body");
    }
}
