package io.sanhang.evaluation.paper;

import io.sanhang.evaluation.ballot.Sealing;
import io.sanhang.evaluation.transparency.PublicLog;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts batches of sheets into the public list. Runs under the lock of the sealing, before anything else is sealed. */
@Component
public class Commitments {

    private final BatchRepository batches;
    private final Sealing sealing;
    private final PublicLog log;

    Commitments(BatchRepository batches, Sealing sealing, PublicLog log) {
        this.batches = batches;
        this.sealing = sealing;
        this.log = log;
    }

    /** Campaigns with a batch that is not in the list yet. */
    public Set<String> waiting() {
        return batches.waiting().stream().map(Batch::campaign).collect(Collectors.toSet());
    }

    /** @param open false once no more may come; then those are dropped that are not in the list */
    public void list(String campaign, boolean open) {
        for (var batch : batches.waiting()) {
            if (batch.campaign().equals(campaign)) {
                // An earlier run got as far as the head and no further.
                var place = log.latest(campaign).get(batch.leaf());
                if (place != null || open) {
                    batches.listed(batch.id(), place != null ? place : sealing.commit(campaign, batch.leaf()));
                } else {
                    batches.drop(batch.id());
                }
            }
        }
    }
}
