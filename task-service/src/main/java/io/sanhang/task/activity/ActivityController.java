package io.sanhang.task.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records of what was done, of every type there is, and who owes one. */
@RestController
@RequestMapping("/api/task")
class ActivityController {

    private static final String DESK = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";

    private final ActivityService activities;
    private final ActivityTypes types;
    private final Owing owing;
    private final Clock clock;

    ActivityController(ActivityService activities, ActivityTypes types, Owing owing, Clock clock) {
        this.activities = activities;
        this.types = types;
        this.owing = owing;
        this.clock = clock;
    }

    @GetMapping("/activity-types")
    @PreAuthorize(DESK)
    Types types(Caller caller) {
        return new Types(types.all().stream()
                .map(type -> ActivityView.Type.of(type, activities.mayWrite(type, caller.roles())))
                .toList());
    }

    /** @param about a task or an enterprise: all records that name it */
    @GetMapping("/activities")
    @PreAuthorize(DESK)
    Page<ActivityView> list(
            @RequestParam(required = false) @Size(max = 50) @Nullable String type,
            @RequestParam(required = false) @Size(max = 50) @Nullable String unit,
            @RequestParam(required = false) @Size(max = 50) @Nullable String about,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Size(max = 50) @Nullable String q,
            @RequestParam(required = false) boolean withdrawn,
            Caller caller,
            PageRequest page) {
        var query = new ActivityRepository.Query(type, unit, about, from, to, q, withdrawn);
        return activities.list(query, caller, page).map(this::row);
    }

    @GetMapping("/activities/{id}")
    @PreAuthorize(DESK)
    ResponseEntity<ActivityView.Detail> get(@PathVariable String id, Caller caller) {
        return answer(activities.get(id, caller), caller);
    }

    @PostMapping("/activities")
    @PreAuthorize(DESK)
    ResponseEntity<ActivityView.Detail> write(@Valid @RequestBody NewActivity body, Caller caller, IdempotencyKey key) {
        var activity = activities.write(body.type, body.unitId, body.content.draft(), caller, key);
        return ResponseEntity.created(URI.create("/api/task/activities/" + activity.id()))
                .eTag(IfMatch.of(activity))
                .body(detail(activity, caller));
    }

    /** A correction; what was there before is kept and shown. */
    @PutMapping("/activities/{id}/content")
    @PreAuthorize(DESK)
    ResponseEntity<ActivityView.Detail> correct(
            @PathVariable String id,
            @Valid @RequestBody NewContent body,
            Caller caller,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(activities.correct(id, body.draft(), caller, key, ifMatch), caller);
    }

    @PostMapping("/activities/{id}/withdrawal")
    @PreAuthorize(DESK)
    ResponseEntity<ActivityView.Detail> withdraw(
            @PathVariable String id,
            @Valid @RequestBody Reason body,
            Caller caller,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(activities.withdraw(id, body.reason, caller, key, ifMatch), caller);
    }

    /** A decision becomes a task; asking again changes nothing. */
    @PostMapping("/activities/{id}/decisions/{decisionId}/task")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<ActivityView.Detail> makeTask(
            @PathVariable String id, @PathVariable String decisionId, Caller caller) {
        return answer(activities.makeTask(id, decisionId, caller), caller);
    }

    /**
     * Who must have a record of this type, and who has.
     *
     * @param period a month, quarter or year; the present one when absent
     * @param open true for only those that are due or missed
     */
    @GetMapping("/owed-records")
    @PreAuthorize(DESK)
    OwedPage owed(
            @RequestParam @Size(max = 50) String type,
            @RequestParam(required = false) @Size(max = 10) @Nullable String period,
            @RequestParam(required = false) boolean open,
            Caller caller,
            PageRequest page) {
        var of = types.get(type);
        var wanted = owing.period(of, period);
        var today = LocalDate.now(clock);
        var all = owing.of(type, wanted, caller);
        var shown = all.stream()
                .map(each -> ActivityView.Owed.of(each, today))
                .filter(each -> !open || each.recordId() == null)
                .toList();
        var items = shown.stream()
                .skip((long) page.page() * page.size())
                .limit(page.size())
                .toList();
        var done = all.stream().filter(each -> each.recordId() != null).count();
        var missed = all.stream()
                .filter(each -> each.standing(today) == OwedRecord.Standing.MISSED)
                .count();
        return new OwedPage(
                items, shown.size(), page.page(), page.size(), wanted.code(), wanted.words(), all.size(), done, missed);
    }

    private ActivityView row(Activity activity) {
        return ActivityView.of(activity, types.of(activity.type()));
    }

    private ActivityView.Detail detail(Activity activity, Caller caller) {
        return ActivityView.Detail.of(activity, types.of(activity.type()), activities.tasksOf(activity), caller);
    }

    private ResponseEntity<ActivityView.Detail> answer(Activity activity, Caller caller) {
        return ResponseEntity.ok().eTag(IfMatch.of(activity)).body(detail(activity, caller));
    }

    record Types(List<ActivityView.Type> items) {}

    /** @param owed how many must be there in the period, of which so many are done or missed */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwedPage(
            List<ActivityView.Owed> items,
            long total,
            int page,
            int size,
            String period,
            String periodText,
            long owed,
            long done,
            long missed) {}

    record Reason(@NotBlank @Size(max = 500) String reason) {}

    /** @param unitId whose record it is; the caller's own unit when absent */
    record NewActivity(
            @NotBlank @Size(max = 50) String type,
            @Nullable @Size(max = 50) String unitId,
            @NotNull @Valid NewContent content) {}

    /** @param fields by the field's code, each a list, also where one value is allowed */
    record NewContent(
            @Nullable @Size(max = 200) String title,
            @NotNull LocalDate on,

            @Nullable @Size(max = 50)
            Map<@NotBlank @Size(max = 50) String, @NotNull @Size(max = 200) List<@NotNull @Size(max = 5000) String>>
                    fields,

            @Nullable @Size(max = 30) List<@NotNull @Valid NewDecision> decisions,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> evidence) {

        Draft draft() {
            return new Draft(
                    title,
                    on,
                    Objects.requireNonNullElse(fields, Map.of()),
                    Objects.requireNonNullElse(decisions, List.<NewDecision>of()).stream()
                            .map(each -> new Draft.Decided(each.id, each.text, each.unitId, each.dueOn))
                            .toList(),
                    Objects.requireNonNullElse(evidence, List.of()));
        }
    }

    /** @param id of a decision that the record has already */
    record NewDecision(
            @Nullable @Size(max = 50) String id,
            @NotBlank @Size(max = 500) String text,
            @Nullable @Size(max = 50) String unitId,
            @Nullable LocalDate dueOn) {}
}
