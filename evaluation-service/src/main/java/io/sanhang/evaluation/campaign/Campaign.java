package io.sanhang.evaluation.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.contracts.evaluation.CampaignClosed;
import io.sanhang.contracts.evaluation.CampaignOpened;
import io.sanhang.contracts.evaluation.CampaignPublished;
import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.ballot.BallotBody;
import io.sanhang.evaluation.neighbours.Registrar.RaterKind;
import io.sanhang.evaluation.review.Review;
import io.sanhang.evaluation.scoring.Scoring;
import io.sanhang.evaluation.scoring.Scoring.Weight;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A mass appraisal (万人评作风, A092): who rates whom by which questions, from when to when. What it is about is fixed
 * when it is made, because its manifest is leaf 0 of the public list; afterwards only its state moves.
 *
 * @param ballots the final number, known from the close on
 * @param root the closing tree head, hex
 * @param target how many people the office wants to take part (A092: 10,000)
 * @param closedAt when the last ballot could be cast: the planned end, or earlier if the office ended it
 * @param terms the published rules that its manifest names
 */
public record Campaign(
        @BsonId String id,
        long version,
        String title,
        State state,
        Instant issueOpens,
        Instant issueCloses,
        Instant opens,
        Instant closes,
        List<RatedUnit> units,
        List<Item> items,
        List<Category> categories,
        String fingerprint,
        @Nullable Integer ballots,
        @Nullable String root,
        @Nullable Instant closedAt,
        @Nullable Instant publishedAt,
        @Nullable Integer target,
        @Nullable Terms terms)
        implements Stored {

    /** What a campaign asks for. */
    public enum Purpose {
        /** How well units do their work. */
        CONDUCT,
        /** Whether those whom policies are for know of them (政策知晓率, A070): rates for each policy, no scores and ranks. */
        AWARENESS;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param review of unusual ballots @param rates of shares; null when the result has none */
    public record Terms(String review, @Nullable String rates, Purpose purpose) {
        /** Of campaigns that were stored before there was a choice. */
        static final Terms FIRST = new Terms(Review.FIRST_RULES, null, Purpose.CONDUCT);

        static Terms now(Purpose purpose) {
            return new Terms(Review.RULES, Rates.RULES, purpose);
        }
    }

    /** Closing is the moment between the last ballot and the final list. */
    public enum State {
        DRAFT,
        OPEN,
        CLOSING,
        CLOSED,
        PUBLISHED;

        /** To people a campaign that is closing is closed. */
        @JsonValue
        public String code() {
            return (this == CLOSING ? CLOSED : this).name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param group units are compared inside their group only */
    public record RatedUnit(String id, String name, String group) {}

    /** A question; weights of a campaign add up to 100. */
    public record Item(String id, String text, int weight) {
        boolean isSound() {
            return sound(id, text, weight) && weight > 0;
        }
    }

    /** By which door a rater of a category comes in (ballots protocol §2.8–2.10). */
    public enum Entry {
        /** Whoever has a phone. */
        OPEN,
        /** Who is in the campaign's register under this category. */
        INVITED,
        /** Who got the code of a handled matter (办件), on a device of her own. */
        CODE,
        /** The same on the tablet of a window. */
        TABLET,
        /** On a printed sheet, entered later by two people. */
        PAPER;

        /** Where others stand beside the rater; else on a device of her own. */
        public boolean isAtWindow() {
            return this == TABLET || this == PAPER;
        }

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A kind of rater (群众, 企业 …); weights add up to 100. A weight of 0 is shown beside the score and is no part of it
     * (§2.10: rank on the invited, show the open beside them).
     *
     * @param needsPhone whether codes for it are given with the applicant's phone only, so that nobody rates the own unit
     *     with one; absent: without it as well
     */
    public record Category(
            String id,
            String name,
            int weight,
            @Nullable Entry entry,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean needsPhone) {
        public Category {
            entry = entry == null ? Entry.OPEN : entry;
        }

        public Category(String id, String name, int weight) {
            this(id, name, weight, Entry.OPEN);
        }

        public Category(String id, String name, int weight, Entry entry) {
            this(id, name, weight, entry, null);
        }

        boolean isSound() {
            return sound(id, name, weight);
        }
    }

    public static final List<Item> USUAL_ITEMS = List.of(
            new Item("q1", "服务态度", 30),
            new Item("q2", "办事效率", 30),
            new Item("q3", "依法公正", 20),
            new Item("q4", "担当作为", 20));
    public static final List<Category> USUAL_CATEGORIES =
            List.of(new Category("c", "群众", 60), new Category("e", "企业", 40));

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{1,39}");
    private static final Pattern PART_ID = Pattern.compile("[a-z0-9]{1,8}");
    private static final List<String> TIMES = List.of("/issueOpens", "/issueCloses", "/opens", "/closes");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern UNIT_ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");

    public Campaign {
        units = List.copyOf(units);
        items = List.copyOf(items);
        categories = List.copyOf(categories);
        terms = terms == null ? Terms.FIRST : terms;
    }

    /**
     * @param times issue opens, issue closes, opens, closes
     * @throws Refusal {@code bad-campaign}, pointing at what does not fit
     */
    public static Campaign draft(
            String id,
            String title,
            List<Instant> times,
            List<RatedUnit> units,
            List<Item> items,
            List<Category> categories,
            Purpose purpose,
            String fingerprint) {
        require(ID.matcher(id).matches(), "/id");
        for (var i = 0; i < times.size(); i++) {
            require(times.get(i).isAfter(EARLIEST) && times.get(i).isBefore(LATEST), TIMES.get(i));
            require(!times.get(i).isBefore(times.get(0)), TIMES.get(i));
        }
        require(times.get(2).isBefore(times.get(3)), "/closes");
        require(times.get(0).isBefore(times.get(1)), "/issueCloses");
        require(!units.isEmpty() && units.size() <= 200, "/units");
        require(units.stream().allMatch(unit -> UNIT_ID.matcher(unit.id).matches()), "/units");
        require(distinct(units.stream().map(RatedUnit::id).toList()), "/units");
        require(items.size() <= 20 && items.stream().allMatch(each -> each != null && each.isSound()), "/items");
        require(items.stream().mapToInt(Item::weight).sum() == 100, "/items");
        require(distinct(items.stream().map(Item::id).toList()), "/items");
        require(
                categories.size() <= 10 && categories.stream().allMatch(each -> each != null && each.isSound()),
                "/categories");
        require(categories.stream().mapToInt(Category::weight).sum() == 100, "/categories");
        require(distinct(categories.stream().map(Category::id).toList()), "/categories");
        return new Campaign(
                id,
                1,
                title,
                State.DRAFT,
                times.get(0),
                times.get(1),
                times.get(2),
                times.get(3),
                units,
                items,
                categories,
                fingerprint,
                null,
                null,
                null,
                null,
                null,
                Terms.now(purpose));
    }

    /** The usual kind. */
    public static Campaign draft(
            String id,
            String title,
            List<Instant> times,
            List<RatedUnit> units,
            List<Item> items,
            List<Category> categories,
            String fingerprint) {
        return draft(id, title, times, units, items, categories, Purpose.CONDUCT, fingerprint);
    }

    public Campaign withTarget(@Nullable Integer people) {
        return with(version, state, items, categories, ballots, root, closedAt, publishedAt, people);
    }

    /** They are written by people, so anything may be absent. */
    private static boolean sound(@Nullable String id, @Nullable String words, int weight) {
        return id != null
                && PART_ID.matcher(id).matches()
                && words != null
                && !words.isBlank()
                && words.length() <= 200
                && weight >= 0
                && weight <= 100;
    }

    private static boolean distinct(List<String> ids) {
        return new HashSet<>(ids).size() == ids.size();
    }

    private static void require(boolean fits, String pointer) {
        if (!fits) {
            throw Refusal.invalid("bad-campaign").at(pointer);
        }
    }

    Campaign open() {
        requireState(State.DRAFT, "只有草稿可以开放评价。");
        return next(State.OPEN, ballots, root, closedAt, publishedAt);
    }

    /** The office may end it early; after its time it ends by itself. */
    Campaign closing(Instant now) {
        requireState(State.OPEN, "只有开放中的评价可以截止。");
        return next(State.CLOSING, ballots, root, now.isBefore(closes) ? now : closes, publishedAt);
    }

    Campaign closed(int finalBallots, String finalRoot) {
        requireState(State.CLOSING, "评价还没有截止。");
        return next(State.CLOSED, finalBallots, finalRoot, closedAt, publishedAt);
    }

    Campaign published(Instant at) {
        requireState(State.CLOSED, "截止之后才能公布结果。");
        return next(State.PUBLISHED, ballots, root, closedAt, at);
    }

    private void requireState(State expected, String why) {
        if (state != expected) {
            throw Refusal.conflict("illegal-campaign-step", why);
        }
    }

    private Campaign next(
            State next,
            @Nullable Integer finalBallots,
            @Nullable String finalRoot,
            @Nullable Instant closed,
            @Nullable Instant published) {
        return with(version + 1, next, items, categories, finalBallots, finalRoot, closed, published, target);
    }

    private Campaign with(
            long nextVersion,
            State nextState,
            List<Item> nextItems,
            List<Category> nextCategories,
            @Nullable Integer nextBallots,
            @Nullable String nextRoot,
            @Nullable Instant nextClosedAt,
            @Nullable Instant nextPublishedAt,
            @Nullable Integer nextTarget) {
        return new Campaign(
                id,
                nextVersion,
                title,
                nextState,
                issueOpens,
                issueCloses,
                opens,
                closes,
                units,
                nextItems,
                nextCategories,
                fingerprint,
                nextBallots,
                nextRoot,
                nextClosedAt,
                nextPublishedAt,
                nextTarget,
                terms);
    }

    public boolean accepts(Instant now) {
        return state == State.OPEN && !now.isBefore(opens) && now.isBefore(closes);
    }

    /** @throws Refusal {@code campaign-not-open} or {@code campaign-closed} */
    public void requireAccepting(Instant now) {
        if (state == State.DRAFT || state == State.OPEN && now.isBefore(opens)) {
            throw Refusal.conflict("campaign-not-open");
        }
        if (state != State.OPEN || !now.isBefore(closes)) {
            throw Refusal.gone("campaign-closed");
        }
    }

    /** Its time is up and nobody has closed it. */
    boolean isOver(Instant now) {
        return state == State.OPEN && !now.isBefore(closes);
    }

    /** When the last ballot could be cast. */
    Instant ended() {
        return closedAt == null ? closes : closedAt;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Are there raters on printed sheets? */
    boolean hasPaper() {
        return categories.stream().anyMatch(each -> each.entry == Entry.PAPER);
    }

    /** Can sheets still be made and listed: from the draft to the last ballot. */
    public boolean takesSheets(Instant now) {
        return state == State.DRAFT || state == State.OPEN && now.isBefore(closes);
    }

    /** Do raters of this category fill in sheets about this unit? */
    public boolean isOnPaper(String category, String unit) {
        return categories.stream().anyMatch(each -> each.id.equals(category) && each.entry == Entry.PAPER)
                && units.stream().anyMatch(each -> each.id.equals(unit));
    }

    List<String> unitIds() {
        return units.stream().map(RatedUnit::id).toList();
    }

    public List<String> itemIds() {
        return items.stream().map(Item::id).toList();
    }

    /** What a ballot says in milli-points; null when it leaves out too much to be counted. */
    public @Nullable Integer value(Ballot ballot) {
        return value(levels(ballot));
    }

    List<Integer> levels(Ballot ballot) {
        return BallotBody.parse(ballot.body(), itemIds()).levels();
    }

    @Nullable
    Integer value(List<Integer> levels) {
        return Scoring.value(levels, items.stream().map(Item::weight).toList());
    }

    /** The same questions to the same kinds of raters that count: then two results can be held side by side (A110). */
    boolean asksLike(Campaign other) {
        return terms().purpose == Purpose.CONDUCT
                && other.terms().purpose == Purpose.CONDUCT
                && items.stream()
                        .map(each -> each.id + each.text)
                        .toList()
                        .equals(other.items.stream()
                                .map(each -> each.id + each.text)
                                .toList())
                && scored().map(Weight::category)
                        .toList()
                        .equals(other.scored().map(Weight::category).toList());
    }

    boolean weighsLike(Campaign other) {
        return items.equals(other.items)
                && scored().toList().equals(other.scored().toList());
    }

    /** As it would have been with the weights of another one that asks the same. */
    Campaign weighedLike(Campaign other) {
        return with(version, state, other.items, other.categories, ballots, root, closedAt, publishedAt, target);
    }

    boolean invites() {
        return categories.stream().anyMatch(each -> each.entry == Entry.INVITED);
    }

    /** A survey of awareness has rates for each policy, and compares nobody. */
    boolean isRanked() {
        return terms().purpose == Purpose.CONDUCT;
    }

    @Override
    public Terms terms() {
        return Objects.requireNonNull(terms);
    }

    List<RaterKind> raterKinds() {
        return categories.stream()
                .map(each -> new RaterKind(
                        each.id, each.name, Objects.requireNonNull(each.entry).code(), each.needsPhone))
                .toList();
    }

    /** Who is shown beside the score makes no other result. */
    private Stream<Weight> scored() {
        return weights().stream().filter(Weight::counts);
    }

    List<Scoring.Weight> weights() {
        return categories.stream()
                .map(each -> new Scoring.Weight(each.id, each.weight))
                .toList();
    }

    CampaignOpened opened() {
        return new CampaignOpened(id, title, unitIds(), closes);
    }

    CampaignClosed closedEvent() {
        return new CampaignClosed(id, title, ballots == null ? 0 : ballots);
    }

    CampaignPublished publishedEvent() {
        return new CampaignPublished(id, title, unitIds());
    }
}
