package io.sanhang.evaluation.review;

import io.sanhang.evaluation.transparency.PublicLog.Batch;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** On which day a ballot of the public list was sealed; no finer time of it is public. */
public record Days(List<Batch> batches) {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** @param index its place in the list */
    public LocalDate of(int index) {
        var low = 0;
        var high = batches.size() - 1;
        while (low < high) {
            var middle = (low + high) / 2;
            if (batches.get(middle).size() > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return LocalDate.ofInstant(batches.get(low).at(), ZONE);
    }
}
