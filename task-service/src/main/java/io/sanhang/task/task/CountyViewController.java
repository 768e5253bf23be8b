package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Views over the tasks: the county, its working groups, the units and who answers for them, the pace, the open loops. */
@RestController
@RequestMapping("/api/task/views")
class CountyViewController {

    private static final String STAFF = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String LEADING = "hasAnyRole('OFFICE', 'ADMIN', 'LEADER')";

    private final CountyViews views;

    CountyViewController(CountyViews views) {
        this.views = views;
    }

    record Groups(List<CountyViews.GroupLine> items) {}

    record Spans(List<CountyViews.Span> items) {}

    @GetMapping("/county")
    @PreAuthorize(LEADING)
    CountyViews.County county(Caller caller) {
        return views.county(caller);
    }

    @GetMapping("/groups")
    @PreAuthorize(STAFF)
    Groups groups(Caller caller) {
        return new Groups(views.groups(caller));
    }

    @GetMapping("/answers")
    @PreAuthorize(STAFF)
    CountyViews.Answers answers(Caller caller) {
        return views.answers(caller);
    }

    @GetMapping("/spans")
    @PreAuthorize(LEADING)
    Spans spans(Caller caller) {
        return new Spans(views.spans(caller));
    }

    @GetMapping("/pace")
    @PreAuthorize(STAFF)
    CountyViews.PacePage pace(
            @RequestParam(required = false) @Nullable String voyage,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(defaultValue = "false") boolean behind,
            Caller caller,
            PageRequest page) {
        return views.pace(
                new TaskQuery(voyage, unit, group, null, null, null, null, null, null, null), behind, caller, page);
    }

    /** @param missing {@code person}, {@code progress}, {@code evaluation} or {@code supervision}; all when absent */
    @GetMapping("/loops")
    @PreAuthorize(STAFF)
    CountyViews.LoopPage loops(
            @RequestParam(required = false) @Nullable String missing,
            @RequestParam(required = false) @Nullable String voyage,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String group,
            Caller caller,
            PageRequest page) {
        var only = missing == null || missing.isBlank() ? null : TaskQuery.known(Loop.of(missing), "missing");
        return views.loops(
                only, new TaskQuery(voyage, unit, group, null, null, null, null, null, null, null), caller, page);
    }
}
