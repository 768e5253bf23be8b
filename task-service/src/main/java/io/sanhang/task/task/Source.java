package io.sanhang.task.task;

import org.jspecify.annotations.Nullable;

/**
 * The clause a task came from (A001).
 *
 * @param clause where it stands in the document, for example {@code 三(二)3(4)} or {@code 附3(一)}
 * @param position its place in the document counted from 0; keeps the document's order where dates are equal
 * @param importId the confirmed import; null for a task written by hand that only names a clause
 */
public record Source(
        String clause,
        int position,
        @Nullable String importId,
        @Nullable String documentNumber,
        @Nullable String documentTitle) {

    public Source {
        clause = halfWidth(clause);
    }

    /** One way to write a clause, so that it is found however it is typed. */
    static String halfWidth(String clause) {
        return clause.replace('（', '(').replace('）', ')').replace(" ", "");
    }

    /** A clause somebody named by hand; it sorts after those that were read from a document. */
    static Source named(String clause) {
        return new Source(clause, Integer.MAX_VALUE, null, null, null);
    }
}
