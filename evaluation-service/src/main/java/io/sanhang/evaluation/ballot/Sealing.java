package io.sanhang.evaluation.ballot;

import io.sanhang.evaluation.transparency.PublicLog;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Puts waiting ballots into the public list, sorted by their hash, so that the list says nothing of the order in which
 * they came (ballots protocol §2.7). Each step may be cut short and is finished by the next run: the leaves are written
 * first, then the head, and only then the ballots stop waiting; those whose leaf is public by then keep its place.
 */
@Component
public class Sealing {

    private final BallotRepository ballots;
    private final PublicLog log;
    private final SealingRule rule;
    private final Clock clock;

    Sealing(BallotRepository ballots, PublicLog log, SealingRule rule, Clock clock) {
        this.ballots = ballots;
        this.log = log;
        this.rule = rule;
        this.clock = clock;
    }

    /** Seals if the rule says that it is time. */
    public void sealIfRipe(String campaign) {
        if (rule.ripe(ballots.countWaiting(campaign), log.lastBatch(campaign), clock.instant())) {
            seal(campaign);
        }
    }

    /** Seals all that wait now; the number of public ballots afterwards. Must not run twice at the same time. */
    public int seal(String campaign) {
        var size = log.size(campaign);
        var open = unfinished(campaign);
        if (!open.isEmpty()) {
            append(campaign, size, open);
        }
        return log.ballots(campaign);
    }

    /**
     * Puts a single leaf that is no ballot into the public list, at once; its place. Must not run at the same time as
     * {@link #seal}.
     */
    public int commit(String campaign, String leaf) {
        unfinished(campaign);
        var size = log.size(campaign);
        if (!log.commit(campaign, size, leaf)) {
            throw new IllegalStateException("Somebody else is sealing " + campaign);
        }
        return size;
    }

    /** What waits, after the end of an earlier run that got as far as the head and no further. */
    private List<Ballot> unfinished(String campaign) {
        var open = ballots.waiting(campaign);
        if (open.isEmpty()) {
            return open;
        }
        var done = new LinkedHashMap<Ballot, Integer>();
        var latest = log.latest(campaign);
        open.forEach(ballot -> {
            var place = ballot.index() == null ? latest.get(ballot.leaf()) : ballot.index();
            if (place != null) {
                done.put(ballot, place);
            }
        });
        ballots.sealed(done);
        open.removeAll(done.keySet());
        return open;
    }

    private void append(String campaign, int size, List<Ballot> batch) {
        batch.sort(Comparator.comparing(Ballot::leaf));
        if (!log.append(campaign, size, batch.stream().map(Ballot::leaf).toList())) {
            throw new IllegalStateException("Somebody else is sealing " + campaign);
        }
        var places = new LinkedHashMap<Ballot, Integer>();
        batch.forEach(ballot -> places.put(ballot, size + places.size()));
        ballots.sealed(places);
    }
}
