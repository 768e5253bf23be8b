package io.sanhang.identity.register;

import io.sanhang.identity.directory.Directory;
import io.sanhang.identity.directory.Unit;
import io.sanhang.identity.register.Contact.Kind;
import io.sanhang.identity.register.Lines.Answer;
import io.sanhang.identity.register.Lines.Line;
import io.sanhang.identity.register.Lines.Outcome;
import io.sanhang.identity.register.RegisterStore.ContactCount;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes reports of who had a matter handled, and lists of who works where. */
@Service
class ContactService {

    private final RegisterStore store;
    private final Directory directory;
    private final PersonalData personalData;
    private final RegisterProperties settings;
    private final Clock clock;

    ContactService(
            RegisterStore store,
            Directory directory,
            PersonalData personalData,
            RegisterProperties settings,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.personalData = personalData;
        this.settings = settings;
        this.clock = clock;
    }

    /** Phone, unit by name or id (a department may leave it empty: its own), kind, matter, ISO date. */
    Outcome report(String text, Caller by) {
        var units = units();
        var answers = new ArrayList<Answer>();
        var contacts = new LinkedHashMap<String, Contact>();
        for (var line : Lines.read(text)) {
            var fault = read(line, units, by, contacts);
            if (fault != null) {
                answers.add(new Answer(line.number(), fault));
            }
        }
        var added = store.addContacts(List.copyOf(contacts.values()));
        return new Outcome(added, contacts.size() - added, answers);
    }

    private @Nullable String read(Line line, Map<String, String> units, Caller by, Map<String, Contact> contacts) {
        var phone = line.phone();
        if (phone.isEmpty()) {
            return "手机号不对，应是 11 位数字";
        }
        var own = line.cell(1).isEmpty() ? by.unitId() : units.get(line.cell(1));
        if (own == null) {
            return "没有“%s”这个单位".formatted(line.cell(1));
        }
        if (!by.isOffice() && !own.equals(by.unitId())) {
            return "只能报本单位的办事记录";
        }
        var kind = Kind.of(line.cell(2));
        if (kind.isEmpty()) {
            return "办事人写“群众”或“企业”";
        }
        if (line.cell(3).isEmpty() || !line.fits()) {
            return "事项要写，最多 %d 个字".formatted(Lines.LONGEST_CELL);
        }
        var day = day(line.cell(4));
        var today = LocalDate.now(clock);
        if (day.isEmpty() || day.get().isAfter(today)) {
            return "日期写成 2026-09-01 这样，不能晚于今天";
        }
        if (day.get().isBefore(today.minusDays(settings.contactsKeptDays()))) {
            return "日期太早：办事记录只保留 %d 天".formatted(settings.contactsKeptDays());
        }
        var contact = Contact.of(
                own,
                kind.get(),
                line.cell(3),
                day.get().toString(),
                personalData.encrypt(phone.get()),
                personalData.lookup(phone.get()));
        return contacts.putIfAbsent(contact.id(), contact) == null ? null : "和前面的一行完全一样，只算一次";
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    List<ContactCount> counts(Caller caller) {
        return store.contactCounts(caller);
    }

    /** Phone, and unit by name or id. */
    Outcome addCadres(String text) {
        var units = units();
        var answers = new ArrayList<Answer>();
        var cadres = new LinkedHashMap<String, Cadre>();
        for (var line : Lines.read(text)) {
            var phone = line.phone();
            var unit = units.get(line.cell(1));
            if (phone.isEmpty()) {
                answers.add(new Answer(line.number(), "手机号不对，应是 11 位数字"));
            } else if (unit == null) {
                answers.add(new Answer(line.number(), "没有“%s”这个单位".formatted(line.cell(1))));
            } else {
                var cadre = Cadre.of(personalData.lookup(phone.get()), unit);
                if (cadres.putIfAbsent(cadre.id(), cadre) != null) {
                    answers.add(new Answer(line.number(), "和前面的一行是同一个人，只算一次"));
                }
            }
        }
        var added = store.addCadres(List.copyOf(cadres.values()));
        return new Outcome(added, cadres.size() - added, answers);
    }

    Map<String, Long> cadreCounts() {
        return store.cadreCounts();
    }

    /** @throws Refusal {@code unknown-unit} */
    void removeCadres(String unitId) {
        if (directory.unit(unitId).isEmpty()) {
            throw Refusal.missing("unknown-unit");
        }
        store.removeCadres(unitId);
    }

    String unitName(String unitId) {
        return directory.unit(unitId).map(Unit::name).orElse(unitId);
    }

    private Map<String, String> units() {
        var units = new HashMap<String, String>();
        directory.units().forEach(unit -> {
            units.put(unit.id(), unit.id());
            units.put(unit.name(), unit.id());
            unit.aliases().forEach(alias -> units.putIfAbsent(alias, unit.id()));
        });
        return units;
    }
}
