package io.sanhang.task.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a document (A003).
 *
 * @param ref where it stands: {@code 三(二)3(4)}, in the annex {@code 附3(一)}
 * @param text its own words, without those of the clauses below it and without the bracket of units
 * @param original the words as printed, kept when somebody corrects the text
 * @param responsibleUnits all who carry it out, collective names included as printed
 * @param collectiveUnits those among the names that stand for many units (A005)
 * @param voyage {@code lead}, {@code start} or {@code escort}, where the heading names one (A007)
 */
public record PlanItem(
        String ref,
        @Nullable String parentRef,
        Kind kind,
        String title,
        String text,
        String original,
        List<String> leadUnits,
        List<String> responsibleUnits,
        List<String> collectiveUnits,
        List<Deadline> deadlines,
        List<Cadence> cadences,
        List<Quota> quotas,
        @Nullable String voyage,
        @Nullable String group,
        List<Post> posts,
        boolean corrected) {

    /** What sort of clause it is. */
    public enum Kind {
        CHAPTER,
        PART,
        VOYAGE,
        ITEM,
        SUB_ITEM,
        ANNEX_SECTION,
        KEY_TASK;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A date as written and the day it was read as; no day where the words name none ("规定时限内"). */
    public record Deadline(String text, @Nullable LocalDate date, String kind) {}

    /** A rhythm: {@code every} 1 {@code month} is once a month; {@code same-day} and {@code regular} count 1. */
    public record Cadence(String text, String unit, int every) {}

    /** A number to be reached: {@code count} of {@code measure}, {@code per} whom or what where stated. */
    public record Quota(
            String text,
            long count,
            String measure,
            @Nullable String per) {}

    /** A post in a group. Vacant when the document leaves its holder's name blank (A010): the duty stays. */
    public record Post(String role, String title, @Nullable String holderName, boolean vacant) {}

    public PlanItem {
        leadUnits = copy(leadUnits);
        responsibleUnits = copy(responsibleUnits);
        collectiveUnits = copy(collectiveUnits);
        deadlines = copy(deadlines);
        cadences = copy(cadences);
        quotas = copy(quotas);
        posts = copy(posts);
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    PlanItem withUnits(List<String> lead, List<String> responsible, List<String> collective) {
        return new PlanItem(
                ref,
                parentRef,
                kind,
                title,
                text,
                original,
                lead,
                responsible,
                collective,
                deadlines,
                cadences,
                quotas,
                voyage,
                group,
                posts,
                corrected);
    }

    /** With what a person made of it; null leaves a part as it is. */
    PlanItem corrected(Correction by) {
        return new PlanItem(
                ref,
                parentRef,
                kind,
                title,
                by.text() == null ? text : by.text(),
                original,
                by.leadUnits() == null ? leadUnits : by.leadUnits(),
                by.responsibleUnits() == null ? responsibleUnits : by.responsibleUnits(),
                by.collectiveUnits() == null
                        ? UnitWords.collective(by.responsibleUnits() == null ? responsibleUnits : by.responsibleUnits())
                        : by.collectiveUnits(),
                by.deadlines() == null ? deadlines : by.deadlines(),
                by.cadences() == null ? cadences : by.cadences(),
                by.quotas() == null ? quotas : by.quotas(),
                voyage,
                group,
                posts,
                true);
    }

    /** What a person may change of a clause. */
    public record Correction(
            @Nullable String text,
            @Nullable List<String> leadUnits,
            @Nullable List<String> responsibleUnits,
            @Nullable List<String> collectiveUnits,
            @Nullable List<Deadline> deadlines,
            @Nullable List<Cadence> cadences,
            @Nullable List<Quota> quotas) {}

    @JsonIgnore
    boolean hasUnits() {
        return !leadUnits.isEmpty() || !responsibleUnits.isEmpty();
    }
}
