package io.sanhang.task.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the head of a document says of it (A001). Null where the head does not say. */
public record PlanDocument(
        @Nullable String number,
        @Nullable String title,
        @Nullable String issuer,
        @Nullable LocalDate issuedOn) {}
