package io.sanhang.task.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.activity.ActivityRepository.Visits;
import io.sanhang.task.roster.Enterprise.Profile;
import io.sanhang.task.task.Party;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** The roster of enterprises above designated size, and who of them was visited. */
@RestController
@RequestMapping("/api/task/enterprises")
class RosterController {

    private static final String DESK = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final int LONGEST_TEXT = 1 << 19;

    private final RosterService roster;

    RosterController(RosterService roster) {
        this.roster = roster;
    }

    /** @param period a month, quarter or year; this year when absent */
    @GetMapping
    @PreAuthorize(DESK)
    Rows list(
            @RequestParam(required = false) @Size(max = 10) @Nullable String period,
            @RequestParam(required = false) @Size(max = 50) @Nullable String q,
            @RequestParam(required = false) @Size(max = 50) @Nullable String contact,
            @RequestParam(required = false) @Nullable Boolean visited,
            @RequestParam(required = false) boolean retired,
            PageRequest page) {
        var within = roster.period(period);
        var found = roster.list(new EnterpriseRepository.Query(q, contact, visited, retired), within, page);
        var rows = found.page().map(each -> Row.of(each, found.visits().get(each.id())));
        var coverage = found.coverage();
        return new Rows(
                rows.items(),
                rows.total(),
                rows.page(),
                rows.size(),
                within.code(),
                within.words(),
                coverage.total(),
                coverage.visited(),
                coverage.percent());
    }

    @GetMapping("/{id}")
    @PreAuthorize(DESK)
    ResponseEntity<Detail> get(@PathVariable String id) {
        return answer(roster.get(id));
    }

    /**
     * A table as text, UTF-8: 企业名称, 统一社会信用代码, 行业, 所在地, 联系单位. Lines that cannot be taken come back; sending
     * the same again changes nothing.
     */
    @PostMapping(path = "/import", consumes = "text/csv")
    @PreAuthorize(OFFICE)
    RosterService.Imported take(@RequestBody byte[] body, Caller caller) {
        if (body.length > LONGEST_TEXT) {
            throw Refusal.tooLarge("body-too-large");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return roster.take(text.toString(), caller);
        } catch (CharacterCodingException e) {
            throw Refusal.unsupported("unknown-encoding");
        }
    }

    @PutMapping("/{id}")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> edit(
            @PathVariable String id, @Valid @RequestBody Edit body, Caller caller, IfMatch ifMatch) {
        var profile = new Profile(
                body.name.strip(), orNull(body.industry), orNull(body.place), roster.contact(body.contactUnitId));
        return answer(roster.edit(id, profile, caller, ifMatch));
    }

    @PostMapping("/{id}/retirement")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> retire(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller caller, IfMatch ifMatch) {
        return answer(roster.retire(id, body.reason, caller, ifMatch));
    }

    private static @Nullable String orNull(@Nullable String word) {
        return word == null || word.isBlank() ? null : word.strip();
    }

    private static ResponseEntity<Detail> answer(Enterprise enterprise) {
        return ResponseEntity.ok().eTag(IfMatch.of(enterprise)).body(Detail.of(enterprise));
    }

    record Edit(
            @NotBlank @Size(max = 100) String name,
            @Nullable @Size(max = 50) String industry,
            @Nullable @Size(max = 50) String place,
            @Nullable @Size(max = 50) String contactUnitId) {}

    record Reason(@NotBlank @Size(max = 200) String reason) {}

    /** @param visits in the period, and the last of them */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String id,
            String name,
            String creditCode,
            @Nullable String industry,
            @Nullable String place,
            @Nullable Party contact,
            @Nullable LocalDate retiredOn,
            long visits,
            @Nullable LocalDate lastVisit) {

        static Row of(Enterprise enterprise, @Nullable Visits visits) {
            var profile = enterprise.profile();
            var retired = enterprise.retired();
            return new Row(
                    enterprise.id(),
                    profile.name(),
                    enterprise.creditCode(),
                    profile.industry(),
                    profile.place(),
                    profile.contact(),
                    retired == null ? null : retired.on(),
                    visits == null ? 0 : visits.n(),
                    visits == null ? null : visits.last());
        }
    }

    /** A page of the roster; beside it the coverage of the whole roster in the period. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rows(
            List<Row> items,
            long total,
            int page,
            int size,
            String period,
            String periodText,
            long onRoster,
            long visited,
            @Nullable String percent) {}

    record Changed(OffsetDateTime at, String by, String what) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            String id,
            String name,
            String creditCode,
            @Nullable String industry,
            @Nullable String place,
            @Nullable Party contact,
            @Nullable LocalDate retiredOn,
            @Nullable String retiredBecause,
            List<Changed> changes) {

        static Detail of(Enterprise enterprise) {
            var profile = enterprise.profile();
            var retired = enterprise.retired();
            return new Detail(
                    enterprise.id(),
                    profile.name(),
                    enterprise.creditCode(),
                    profile.industry(),
                    profile.place(),
                    profile.contact(),
                    retired == null ? null : retired.on(),
                    retired == null ? null : retired.reason(),
                    enterprise.changes().stream()
                            .map(each -> new Changed(
                                    each.at().atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime(),
                                    each.byName(),
                                    each.what()))
                            .toList());
        }
    }
}
