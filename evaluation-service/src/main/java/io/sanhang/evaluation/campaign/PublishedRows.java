package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is published of single ballots after the close: place, category and answers of every ballot whose cell is counted,
 * that is large enough to hide it; of the others only that they are there.
 */
final class PublishedRows {

    private PublishedRows() {}

    static String csv(Campaign campaign, List<Ballot> ballots) {
        var cells = ballots.stream()
                .filter(ballot -> campaign.value(ballot) != null)
                .collect(Collectors.groupingBy(
                        ballot -> ballot.unit() + "/" + ballot.category(), Collectors.counting()));
        var csv = new StringBuilder("index,leaf,category,body\n");
        for (var ballot : ballots) {
            csv.append(ballot.index()).append(',').append(ballot.leaf()).append(',');
            if (cells.getOrDefault(ballot.unit() + "/" + ballot.category(), 0L) >= Rules.DEFAULT.k()) {
                csv.append(ballot.category())
                        .append(",\"")
                        .append(ballot.body())
                        .append('"');
            } else {
                csv.append(',');
            }
            csv.append('\n');
        }
        return csv.toString();
    }
}
