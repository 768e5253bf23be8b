package io.sanhang.feedback.suggestion;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For staff: the office sees every suggestion, a department and its leaders those handed to it. Nobody sees a phone. */
@RestController
@RequestMapping("/api/feedback")
class SuggestionDeskController {

    private static final String STAFF = "hasAnyRole('OFFICE','ADMIN','DEPARTMENT','LEADER')";
    private static final String OFFICE = "hasAnyRole('OFFICE','ADMIN')";
    private static final String HANDLERS = "hasAnyRole('OFFICE','ADMIN','DEPARTMENT')";
    private static final String UNIT_ID = "[A-Za-z0-9-]{1,40}";

    private final SuggestionDesk desk;
    private final SuggestionIntake intake;

    SuggestionDeskController(SuggestionDesk desk, SuggestionIntake intake) {
        this.desk = desk;
        this.intake = intake;
    }

    @GetMapping("/suggestions")
    @PreAuthorize(STAFF)
    Page<Row> list(
            Caller caller,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            PageRequest page) {
        return desk.list(caller, state(state), q, page).map(Row::of);
    }

    @GetMapping("/suggestions/{id}")
    @PreAuthorize(STAFF)
    ResponseEntity<SuggestionDetail> get(Caller caller, @PathVariable String id) {
        return answer(desk.get(caller, id), caller);
    }

    @PostMapping("/suggestions/{id}/acceptance")
    @PreAuthorize(OFFICE)
    ResponseEntity<SuggestionDetail> accept(
            Caller caller, @PathVariable String id, IfMatch seen, @Valid @RequestBody Acceptance body) {
        return answer(desk.accept(caller, id, seen, body.unitId(), body.dueOn()), caller);
    }

    @PostMapping("/suggestions/{id}/refusal")
    @PreAuthorize(OFFICE)
    ResponseEntity<SuggestionDetail> refuse(
            Caller caller, @PathVariable String id, IfMatch seen, @Valid @RequestBody Reason body) {
        return answer(desk.refuse(caller, id, seen, body.reason()), caller);
    }

    @PostMapping("/suggestions/{id}/answer")
    @PreAuthorize(HANDLERS)
    ResponseEntity<SuggestionDetail> answer(
            Caller caller, @PathVariable String id, IfMatch seen, @Valid @RequestBody Text body) {
        return answer(desk.answer(caller, id, seen, body.text()), caller);
    }

    @PostMapping("/suggestions/{id}/adoption")
    @PreAuthorize(HANDLERS)
    ResponseEntity<SuggestionDetail> adopt(
            Caller caller, @PathVariable String id, IfMatch seen, @Valid @RequestBody NewTask body) {
        return answer(desk.adopt(caller, id, seen, body.taskTitle(), body.leadUnitId(), body.dueOn()), caller);
    }

    /** The sender's number, so that notification-service can tell the sender something. */
    @GetMapping("/internal/suggestions/{id}/contact")
    @PreAuthorize("hasRole('SERVICE')")
    Contact contact(@PathVariable String id) {
        return intake.contact(id).map(Contact::new).orElseThrow(() -> Refusal.missing("no-contact"));
    }

    private static ResponseEntity<SuggestionDetail> answer(Suggestion suggestion, Caller caller) {
        return ResponseEntity.ok().eTag(IfMatch.of(suggestion)).body(SuggestionDetail.of(suggestion, caller));
    }

    private static Suggestion.@Nullable State state(String code) {
        if (code.isBlank()) {
            return null;
        }
        try {
            return Suggestion.State.valueOf(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("invalid-request").at("state");
        }
    }

    record Acceptance(
            @NotNull @Pattern(regexp = UNIT_ID) String unitId,
            @Nullable LocalDate dueOn) {}

    record Reason(@NotBlank String reason) {}

    record Text(@NotBlank String text) {}

    record NewTask(
            @NotBlank String taskTitle,
            @NotNull @Pattern(regexp = UNIT_ID) String leadUnitId,
            @Nullable LocalDate dueOn) {}

    record Contact(String phone) {}

    record Row(
            String id,
            String title,
            String kind,
            String submitter,
            String state,
            String stateText,
            Instant receivedAt,
            LocalDate dueOn,
            @Nullable String unitId,
            @Nullable String unitName,
            boolean goldenIdea,
            @Nullable Integer ratingLevel,
            int followUps,
            long version) {

        static Row of(Suggestion it) {
            return new Row(
                    it.id(),
                    it.submission().safeTitle(),
                    it.submission().kind().name().toLowerCase(Locale.ROOT),
                    it.submission().submitter().name().toLowerCase(Locale.ROOT),
                    it.state().code(),
                    Wording.of(it),
                    it.submission().at(),
                    it.promise().dueOn(),
                    it.unitId(),
                    it.unit() == null ? null : it.unit().name(),
                    it.adoption() != null,
                    it.rating() == null ? null : it.rating().level(),
                    it.followUps().size(),
                    it.version());
        }
    }
}
