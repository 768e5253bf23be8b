package io.sanhang.identity.register;

import io.sanhang.identity.credential.RatingCampaign.Entry;
import io.sanhang.identity.register.Contact.Kind;
import io.sanhang.identity.register.Draw.Source;
import io.sanhang.identity.register.Draw.Wish;
import io.sanhang.identity.register.InvitationService.Round;
import io.sanhang.identity.register.Invited.State;
import io.sanhang.identity.register.Lines.Outcome;
import io.sanhang.identity.register.Shares.Share;
import io.sanhang.support.web.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The register of a campaign: kept by the office; how it came about is public, who is on it nobody is told. */
@RestController
@RequestMapping("/api/identity/campaigns/{campaignId}")
class RegisterController {

    static final String OFFICE = "hasAnyRole('OFFICE','ADMIN')";

    /** @param lines phone, category by name or id, and perhaps stratum; tabs or commas between them */
    record People(
            @NotNull @Size(max = 900_000) String lines,
            @Nullable Boolean toDrawFrom) {
        @Override
        public String toString() {
            return "People[]";
        }
    }

    record NewDraw(
            @NotBlank @Size(max = 40) String category,
            @NotNull @Min(1) @Max(200_000) Integer size,
            @NotNull Source source,
            @Nullable Kind kind,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            boolean proportional,

            @Nullable @Size(max = 100) @Pattern(regexp = "[^|\\r\\n]*", message = "种子里不能有竖线和换行")
            String seed) {
        Wish wish() {
            var contacts = source == Source.CONTACTS;
            return new Wish(
                    category,
                    size,
                    proportional,
                    source,
                    contacts ? kind : null,
                    contacts && from != null ? from.toString() : null,
                    contacts && to != null ? to.toString() : null);
        }
    }

    /**
     * @param frameSize of how many
     * @param frameHash, drawnHash SHA-256 of the lists of marks, hex
     * @param from, to ISO dates; null for a list
     */
    record DrawView(
            String id,
            String category,
            Source source,
            @Nullable Kind kind,
            @Nullable String from,
            @Nullable String to,
            boolean proportional,
            String rule,
            String seed,
            boolean seedGiven,
            int frameSize,
            String frameHash,
            int drawn,
            String drawnHash,
            String day) {
        static DrawView of(Draw draw) {
            var wish = draw.wish();
            return new DrawView(
                    draw.name(),
                    wish.category(),
                    wish.source(),
                    wish.kind(),
                    wish.from(),
                    wish.to(),
                    wish.proportional(),
                    draw.rule(),
                    draw.seed(),
                    draw.seedGiven(),
                    draw.frameSize(),
                    draw.frameHash(),
                    wish.size(),
                    draw.drawnHash(),
                    draw.day());
        }
    }

    record Count(String category, int people) {}

    /** @param recused how many took tokens and had to leave out the unit that they work for */
    record Draws(List<DrawView> items, List<Count> invited, long recused) {}

    /** @param listed how many are on the list from which raters may be drawn */
    record CategoryView(
            String id,
            String name,
            Share total,
            List<Share> strata,
            int waiting,
            int underWay,
            int sent,
            int failed,
            int unneeded,
            int remindable,
            long listed) {}

    /** @param open whether it can still be changed @param reminders whether the settings allow any */
    record Register(
            boolean open, boolean reminders, List<CategoryView> categories, List<DrawView> draws, long recused) {}

    record Invitations(
            @NotNull Round round, @Nullable @Size(max = 40) String category) {}

    record Queued(long queued) {}

    private final RegisterService register;
    private final DrawService draws;
    private final InvitationService invitations;
    private final Turns turns;
    private final RegisterProperties settings;
    private final Clock clock;

    RegisterController(
            RegisterService register,
            DrawService draws,
            InvitationService invitations,
            Turns turns,
            RegisterProperties settings,
            Clock clock) {
        this.register = register;
        this.draws = draws;
        this.invitations = invitations;
        this.turns = turns;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/register")
    @PreAuthorize(OFFICE)
    Register get(@PathVariable String campaignId) {
        var campaign = register.campaign(campaignId);
        var shares = register.shares(campaignId);
        return new Register(
                !campaign.isOver(clock.instant()),
                settings.remindAfterDays() > 0,
                campaign.categories(Entry.INVITED).stream()
                        .map(each -> {
                            var share = shares.of(each.id());
                            return new CategoryView(
                                    each.id(),
                                    each.name(),
                                    share.total(),
                                    share.strata(),
                                    share.in(State.WAITING),
                                    share.in(State.DUE) + share.in(State.HANDED),
                                    share.in(State.SENT),
                                    share.in(State.FAILED),
                                    share.in(State.UNNEEDED),
                                    share.remindable,
                                    register.listed(campaignId, each.id()));
                        })
                        .toList(),
                draws.draws(campaignId).stream().map(DrawView::of).toList(),
                register.recused(campaignId));
    }

    /** Line by line; what is good is kept, whatever is wrong with the rest, and the same again changes nothing. */
    @PostMapping("/register/people")
    @PreAuthorize(OFFICE)
    Outcome add(@PathVariable String campaignId, @Valid @RequestBody People body) {
        return turns.take(() -> register.add(campaignId, body.lines, Boolean.TRUE.equals(body.toDrawFrom)));
    }

    @PostMapping("/draws")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    DrawView draw(@PathVariable String campaignId, @Valid @RequestBody NewDraw body, IdempotencyKey key) {
        var seed = body.seed == null || body.seed.isBlank() ? null : body.seed.strip();
        return DrawView.of(draws.draw(campaignId, body.wish(), seed, key));
    }

    /** How those who rate were chosen, for everybody. */
    @GetMapping("/draws")
    @PreAuthorize("permitAll()")
    Draws draws(@PathVariable String campaignId) {
        var campaign = register.campaign(campaignId);
        var invited = register.invited(campaignId);
        return new Draws(
                draws.draws(campaignId).stream().map(DrawView::of).toList(),
                campaign.categories(Entry.INVITED).stream()
                        .map(each -> new Count(each.id(), invited.getOrDefault(each.id(), 0)))
                        .toList(),
                register.recused(campaignId));
    }

    /** All marks of whom some were drawn, {@code mark,stratum} a line: with the seed anybody draws the same. */
    @GetMapping(value = "/draws/{drawId}/frame", produces = "text/csv;charset=UTF-8")
    @PreAuthorize(OFFICE)
    ResponseEntity<String> frame(@PathVariable String campaignId, @PathVariable String drawId) {
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"frame.csv\"")
                .body(draws.frame(campaignId, drawId));
    }

    @PostMapping("/invitations")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Queued invite(@PathVariable String campaignId, @Valid @RequestBody Invitations body) {
        return new Queued(invitations.queue(campaignId, body.round, body.category));
    }
}
