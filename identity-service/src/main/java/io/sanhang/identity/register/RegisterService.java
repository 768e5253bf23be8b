package io.sanhang.identity.register;

import io.sanhang.identity.account.Account;
import io.sanhang.identity.account.Accounts;
import io.sanhang.identity.code.Expiring;
import io.sanhang.identity.credential.CredentialStore;
import io.sanhang.identity.credential.Eligibility;
import io.sanhang.identity.credential.Marks;
import io.sanhang.identity.credential.RatingCampaign;
import io.sanhang.identity.credential.RatingCampaign.Category;
import io.sanhang.identity.credential.RatingCampaign.Entry;
import io.sanhang.identity.register.Invited.Person;
import io.sanhang.identity.register.Lines.Answer;
import io.sanhang.identity.register.Lines.Line;
import io.sanhang.identity.register.Lines.Outcome;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Keeps the register of a campaign, and answers from it. */
@Service
class RegisterService implements Eligibility, Expiring {

    /** Octets of a one-time code are 132 bits of a mark: nobody guesses one. */
    private static final int CODE_LENGTH = 22;

    private final RegisterStore store;
    private final CredentialStore registrar;
    private final Marks marks;
    private final Accounts accounts;
    private final PersonalData personalData;
    private final RegisterProperties settings;
    private final Clock clock;

    RegisterService(
            RegisterStore store,
            CredentialStore registrar,
            Marks marks,
            Accounts accounts,
            PersonalData personalData,
            RegisterProperties settings,
            Clock clock) {
        this.store = store;
        this.registrar = registrar;
        this.marks = marks;
        this.accounts = accounts;
        this.personalData = personalData;
        this.settings = settings;
        this.clock = clock;
    }

    // ---- what a rater may do

    @Override
    public Optional<String> invitedAs(String campaignId, String subject) {
        return store.invited(campaignId, subject).map(Invited::category);
    }

    @Override
    public Optional<Guest> guest(String campaignId, String code) {
        return store.byCode(codeId(campaignId, code))
                .filter(each -> each.sealedLookup() != null)
                .map(each -> new Guest(each.mark(), personalData.decrypt(Objects.requireNonNull(each.sealedLookup()))));
    }

    @Override
    public Set<String> unitsOf(String phoneLookup) {
        var units = new HashSet<>(store.unitsOf(phoneLookup));
        accounts.withPhone(phoneLookup).stream()
                .map(Account::unitId)
                .filter(Objects::nonNull)
                .forEach(units::add);
        return units;
    }

    /** The same each time, so that whoever sends a message once more sends the same one. */
    static String code(UnaryOperator<String> mark, String subject) {
        return mark.apply("invitation|" + subject).substring(0, CODE_LENGTH);
    }

    private static String codeId(String campaignId, String code) {
        return Ids.derived("invitation", campaignId, code);
    }

    // ---- what the office does

    /** @throws Refusal {@code no-such-register} for a campaign without keys */
    RatingCampaign campaign(String id) {
        return registrar.campaign(id).orElseThrow(() -> Refusal.missing("no-such-register"));
    }

    /** @throws Refusal {@code register-closed} when no tokens are issued any more */
    RatingCampaign open(String id) {
        var campaign = campaign(id);
        if (campaign.isOver(clock.instant())) {
            throw Refusal.conflict("register-closed");
        }
        return campaign;
    }

    /** @throws Refusal {@code not-for-invited} unless raters of the category come by invitation */
    static Category invitable(RatingCampaign campaign, String category) {
        return campaign.categories(Entry.INVITED).stream()
                .filter(each -> each.id().equals(category))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("not-for-invited").at("/category"));
    }

    /**
     * Reads phone, category by its name or id, and perhaps stratum. The same again changes nothing.
     *
     * @param toDrawFrom puts them on the lists from which raters are drawn, instead of on the register
     */
    Outcome add(String campaignId, String text, boolean toDrawFrom) {
        var campaign = open(campaignId);
        var mark = marks.of(campaign);
        var categories = new HashMap<String, String>();
        campaign.categories(Entry.INVITED).forEach(each -> {
            categories.put(each.id(), each.id());
            categories.put(each.name(), each.id());
        });
        var answers = new ArrayList<Answer>();
        record Wanted(Line line, Person person, String category) {}
        var wanted = new LinkedHashMap<String, Wanted>();
        for (var line : Lines.read(text)) {
            var phone = line.phone();
            var category = categories.get(line.cell(1));
            if (phone.isEmpty()) {
                answers.add(new Answer(line.number(), "手机号不对，应是 11 位数字"));
            } else if (category == null) {
                answers.add(new Answer(line.number(), "没有“%s”这个受邀身份，可以写：%s".formatted(line.cell(1), names(campaign))));
            } else if (!line.fits()) {
                answers.add(new Answer(line.number(), "分组最多 %d 个字，不能有竖线".formatted(Lines.LONGEST_CELL)));
            } else {
                var person = person(mark, phone.get(), line.cell(2));
                var first = wanted.putIfAbsent(person.mark(), new Wanted(line, person, category));
                if (first != null) {
                    answers.add(new Answer(line.number(), "和第 %d 行是同一个手机号，只算一次".formatted(first.line.number())));
                }
            }
        }
        if (toDrawFrom) {
            var added = store.addCandidates(wanted.values().stream()
                    .map(each -> Candidate.of(Candidate.imported(campaignId, each.category), each.person))
                    .toList());
            return new Outcome(added, wanted.size() - added, answers);
        }
        var known = store.known(campaignId, wanted.keySet());
        var fresh = new ArrayList<Invited>();
        wanted.forEach((one, each) -> {
            var before = known.get(one);
            if (before == null) {
                fresh.add(invited(campaignId, mark, each.person, each.category, Invited.IMPORTED));
            } else if (!before.category().equals(each.category)) {
                answers.add(new Answer(
                        each.line.number(), "已经在名单里，身份是“%s”，没有改动".formatted(name(campaign, before.category()))));
            }
        });
        var added = store.addInvited(fresh);
        answers.sort((one, other) -> Integer.compare(one.line(), other.line()));
        return new Outcome(added, wanted.size() - added, answers);
    }

    Person person(UnaryOperator<String> mark, String phone, String stratum) {
        return new Person(
                mark.apply(phone),
                stratum,
                personalData.encrypt(phone),
                personalData.encrypt(personalData.lookup(phone)));
    }

    static Invited invited(
            String campaignId, UnaryOperator<String> mark, Person person, String category, String source) {
        return Invited.of(campaignId, person, category, source, codeId(campaignId, code(mark, person.mark())));
    }

    private static String names(RatingCampaign campaign) {
        return campaign.categories(Entry.INVITED).stream().map(Category::name).collect(Collectors.joining("、"));
    }

    private static String name(RatingCampaign campaign, String category) {
        return campaign.categories().stream()
                .filter(each -> each.id().equals(category))
                .map(Category::name)
                .findFirst()
                .orElse(category);
    }

    Shares shares(String campaignId) {
        var took = registrar.issuedTo(campaignId);
        var today = LocalDate.now(clock);
        var shares = new Shares(settings.remindAfterDays());
        store.eachInvited(campaignId, each -> shares.count(each, took.contains(each.mark()), today));
        return shares;
    }

    /** How many of a category may be drawn from its imported list. */
    long listed(String campaignId, String category) {
        return store.countCandidates(Candidate.imported(campaignId, category));
    }

    Map<String, Integer> invited(String campaignId) {
        var counts = new HashMap<String, Integer>();
        store.eachInvited(campaignId, each -> counts.merge(each.category(), 1, Integer::sum));
        return counts;
    }

    /** How many took tokens and had to leave their own unit out. */
    long recused(String campaignId) {
        return registrar.recused(campaignId);
    }

    @Override
    public void sweep(Instant now) {
        store.removeContactsBefore(
                LocalDate.now(clock).minusDays(settings.contactsKeptDays()).toString());
        for (var campaign : registrar.campaigns()) {
            if (campaign.isOver(now)) {
                store.forgetNumbers(
                        campaign.id(),
                        campaign.categories().stream().map(Category::id).toList());
            }
            if (campaign.sealedSubjectKey() == null) {
                store.forgetMarks(campaign.id());
            }
        }
    }
}
