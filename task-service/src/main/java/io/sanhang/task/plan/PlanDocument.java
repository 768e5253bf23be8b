package io.sanhang.task.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a document says of it (A001). Null where the head does not say.
 *
 * @param addressees to whom it is sent (主送), names as printed (A002)
 * @param copies who gets a copy (抄送), names as printed
 */
public record PlanDocument(
        @Nullable String number,
        @Nullable String title,
        @Nullable String issuer,
        @Nullable LocalDate issuedOn,
        List<String> addressees,
        List<String> copies) {

    public PlanDocument {
        addressees = addressees == null ? List.of() : List.copyOf(addressees);
        copies = copies == null ? List.of() : List.copyOf(copies);
    }
}
