package io.sanhang.evaluation.comment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.evaluation.comment.Comment.From;
import io.sanhang.evaluation.comment.Comment.State;
import io.sanhang.evaluation.comment.CommentDesk.Readable;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comments: moderated by the office, read and answered by the unit, and the rater's reply box. */
@RestController
@RequestMapping("/api/evaluation/campaigns/{id}")
class CommentController {

    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final String STAFF = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String ANSWERING = "hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')";
    private static final int LONGEST = 500;

    private final CommentDesk desk;

    CommentController(CommentDesk desk) {
        this.desk = desk;
    }

    /** @param day of what an office or a unit said, ISO */
    record Message(From from, String text, @Nullable String day) {
        static List<Message> of(List<CommentDesk.Said> thread) {
            return thread.stream()
                    .map(each -> new Message(each.from(), each.text(), each.day()))
                    .toList();
        }
    }

    /** @param text as it was written @param version for {@code If-Match} */
    record Moderated(
            String id,
            String unit,
            String month,
            String text,
            State state,
            @Nullable String reason,
            List<Message> thread,
            long version) {
        static Moderated of(Readable one) {
            var comment = one.comment();
            return new Moderated(
                    comment.id(),
                    comment.unit(),
                    comment.month(),
                    one.text(),
                    comment.state(),
                    comment.reason(),
                    Message.of(one.thread()),
                    comment.version());
        }
    }

    /** @param text as it may be read */
    record CommentView(String id, String month, String text, List<Message> thread) {
        static CommentView of(Readable one) {
            return new CommentView(one.comment().id(), one.comment().month(), one.text(), Message.of(one.thread()));
        }
    }

    /** @param withheld there are fewer than {@code fewest} comments about this unit, so none is shown */
    record UnitComments(List<CommentView> items, long total, int page, int size, boolean withheld, int fewest) {
        static UnitComments of(CommentDesk.OfUnit found) {
            var page = found.page().map(CommentView::of);
            return new UnitComments(
                    page.items(), page.total(), page.page(), page.size(), found.withheld(), CommentDesk.FEWEST);
        }
    }

    /** @param answers of the unit or the office; what the rater wrote back is not for everybody */
    record PublicComment(String month, String text, List<Message> answers) {}

    record PublicComments(List<PublicComment> items, long total, int page, int size, boolean withheld, int fewest) {}

    /** @param text the readable words, nothing changed but blackened by █; absent when none may be read */
    record NewDecision(
            boolean shown,
            @Nullable @Size(max = LONGEST) String text,
            @Nullable @Size(max = 200) String reason) {}

    record NewAnswer(@NotBlank @Size(max = LONGEST) String text) {}

    /** @param signature Ed25519 by the ballot's one-time key, hex @param text to write back; absent to read only */
    record AskedReplies(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String nullifier,
            @NotNull LocalDate date,
            @NotNull @Pattern(regexp = "[0-9a-f]{128}") String signature,
            @Nullable @Size(max = LONGEST) String text) {}

    /** @param state {@code none}, {@code waiting}, {@code shown}, {@code hidden} or {@code few} */
    record Replies(
            String state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String text,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            List<Message> messages) {}

    @GetMapping("/moderation")
    @PreAuthorize(OFFICE)
    Page<Moderated> moderation(
            @PathVariable String id, @RequestParam(required = false) boolean undecided, PageRequest page) {
        return desk.moderation(id, undecided, page).map(Moderated::of);
    }

    @PutMapping("/moderation/{comment}")
    @PreAuthorize(OFFICE)
    ResponseEntity<Moderated> decide(
            @PathVariable String id,
            @PathVariable String comment,
            @Valid @RequestBody NewDecision decision,
            IfMatch match,
            Caller caller) {
        var text = decision.shown ? (decision.text == null ? "" : decision.text) : null;
        var decided = desk.decide(id, comment, text, decision.reason, match, caller);
        return ResponseEntity.ok().eTag(IfMatch.of(decided.comment())).body(Moderated.of(decided));
    }

    @GetMapping("/units/{unit}/comments")
    @PreAuthorize(STAFF)
    UnitComments ofUnit(@PathVariable String id, @PathVariable String unit, PageRequest page, Caller caller) {
        return UnitComments.of(desk.ofUnit(id, unit, page, caller));
    }

    @PostMapping("/comments/{comment}/answers")
    @PreAuthorize(ANSWERING)
    @ResponseStatus(HttpStatus.CREATED)
    CommentView answer(
            @PathVariable String id,
            @PathVariable String comment,
            @Valid @RequestBody NewAnswer answer,
            IdempotencyKey key,
            Caller caller) {
        return CommentView.of(desk.answer(id, comment, answer.text.strip(), key, caller));
    }

    @GetMapping("/comments")
    @PreAuthorize("permitAll()")
    PublicComments published(@PathVariable String id, @RequestParam String unit, PageRequest page) {
        var found = desk.published(id, unit, page);
        return new PublicComments(
                found.page().items().stream()
                        .map(one -> new PublicComment(
                                one.comment().month(),
                                one.text(),
                                Message.of(one.thread()).stream()
                                        .filter(each -> each.from != From.RATER)
                                        .toList()))
                        .toList(),
                found.page().total(),
                found.page().page(),
                found.page().size(),
                found.withheld(),
                CommentDesk.FEWEST);
    }

    /** No account and no session: the key of the ballot says that it is hers. */
    @PostMapping("/replies")
    @PreAuthorize("permitAll()")
    ResponseEntity<Replies> replies(@PathVariable String id, @Valid @RequestBody AskedReplies asked) {
        var text = asked.text == null || asked.text.isBlank() ? null : asked.text;
        var thread = desk.replies(id, new CommentDesk.Asked(asked.nullifier, asked.date, asked.signature, text));
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(new Replies(
                        thread.standing().name().toLowerCase(Locale.ROOT),
                        thread.text(),
                        thread.reason(),
                        Message.of(thread.messages())));
    }
}
