package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Party;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a person has filled in, before it is checked against its type. All that is wrong is said at once, field by field.
 *
 * @param fields values by the field's code
 */
record Draft(
        @Nullable String title,
        LocalDate on,
        Map<String, List<String>> fields,
        List<Decided> decisions,
        List<String> evidence) {

    /** @param id of a decision that was there before; absent for a new one */
    record Decided(
            @Nullable String id,
            String text,
            @Nullable String unitId,
            @Nullable LocalDate dueOn) {}

    /** What stands behind an id. */
    record Named(String id, String name, List<String> unitIds) {}

    /** Looks things up; what is not there, or not for this caller, is null. */
    interface Names {
        @Nullable
        Named unit(String id);

        @Nullable
        Named enterprise(String id);

        /** @param only the sort of task that is wanted, as {@link ActivityType.Field#only} says */
        @Nullable
        Named task(String id, @Nullable String only);
    }

    record Fault(String pointer, String message) {}

    record Checked(Content content, Activity.Concerns concerns) {}

    /**
     * Around what is checked.
     *
     * @param actId gives new decisions their ids
     * @param decisions ids of those that the record has already
     */
    record Around(Party owner, List<Evidence> files, LocalDate today, String actId, Set<String> decisions) {}

    /** @throws Refusal {@code record-incomplete}, naming what is missing or wrong (A032, A036) */
    Checked against(ActivityType type, Around around, Names names) {
        return new Check(type, names).of(this, around);
    }

    private static final class Check {

        private static final int LONGEST_TITLE = 100;
        private static final int LONGEST_WORD = 40;

        private final ActivityType type;
        private final Names names;
        private final List<Fault> faults = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final Set<String> about = new LinkedHashSet<>();
        private final Set<String> units = new LinkedHashSet<>();
        private String subject = "";

        Check(ActivityType type, Names names) {
            this.type = type;
            this.names = names;
        }

        Checked of(Draft draft, Around around) {
            var files = around.files;
            if (around.owner.id() != null) {
                units.add(around.owner.id());
            }
            if (draft.on.isAfter(around.today)) {
                fault("/on", type.dated(), "%s不能晚于今天".formatted(type.dated()));
            }
            draft.fields.keySet().stream()
                    .filter(code -> type.field(code).isEmpty())
                    .forEach(code -> fault("/fields/" + code, code, "没有“%s”这一项".formatted(code)));
            var entries = type.fields().stream()
                    .map(field -> entry(field, draft.fields.getOrDefault(field.code(), List.of())))
                    .filter(entry -> !entry.values().isEmpty())
                    .toList();
            var decisions = decisions(draft.decisions, around);
            if (type.evidence() == ActivityType.Evidence.REQUIRED && files.isEmpty()) {
                fault("/evidence", "佐证材料", "请附上佐证材料");
            }
            if (type.evidence() == ActivityType.Evidence.NONE && !files.isEmpty()) {
                fault("/evidence", "佐证材料", "这种记录不附材料");
            }
            var title = title(draft.title);
            if (!faults.isEmpty()) {
                throw Refusal.invalid("record-incomplete", String.join("、", wrong))
                        .with("errors", List.copyOf(faults));
            }
            return new Checked(
                    new Content(title, draft.on, entries, decisions, files),
                    new Activity.Concerns(List.copyOf(about), List.copyOf(units)));
        }

        private String title(@Nullable String given) {
            var words = given == null ? "" : given.strip();
            if (type.titled() == null) {
                return subject.isEmpty() ? type.name() : type.name() + "：" + subject;
            }
            if (words.isEmpty() || words.length() > LONGEST_TITLE) {
                fault("/title", type.titled(), "请填写%s，不超过%d个字".formatted(type.titled(), LONGEST_TITLE));
            }
            return words;
        }

        private Content.Entry entry(ActivityType.Field field, List<String> given) {
            var words = given.stream()
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
            if (field.required() && words.isEmpty()) {
                fault(field, "请填写%s".formatted(field.name()));
            }
            if (field.kind() != ActivityType.Kind.TEXT && words.size() > field.most()) {
                fault(field, "%s最多%d个".formatted(field.name(), field.most()));
            }
            var values = words.stream()
                    .map(word -> value(field, word))
                    .filter(value -> value != NOTHING)
                    .toList();
            return new Content.Entry(field.code(), values);
        }

        private static final Content.Value NOTHING = new Content.Value(null, "");

        private Content.Value value(ActivityType.Field field, String word) {
            return switch (field.kind()) {
                case TEXT -> words(field, word, field.most());
                case PEOPLE -> words(field, word, LONGEST_WORD);
                case CHOICE ->
                    field.choices().contains(word) ? words(field, word, LONGEST_WORD) : bad(field, "请从给出的选项里选");
                case DATE -> parsed(field, word, "请填写日期", LocalDate::parse);
                case NUMBER -> parsed(field, word, "请填写数字", text -> new BigDecimal(shortOf(text)).toPlainString());
                case UNIT -> named(field, names.unit(word));
                case ENTERPRISE -> named(field, names.enterprise(word));
                case TASK -> named(field, names.task(word, field.only()));
            };
        }

        private Content.Value words(ActivityType.Field field, String word, int most) {
            return word.length() > most
                    ? bad(field, "%s不超过%d个字".formatted(field.name(), most))
                    : new Content.Value(null, word);
        }

        private Content.Value parsed(
                ActivityType.Field field, String word, String otherwise, Function<String, Object> read) {
            try {
                return new Content.Value(null, String.valueOf(read.apply(word)));
            } catch (DateTimeParseException | NumberFormatException e) {
                return bad(field, otherwise);
            }
        }

        private static String shortOf(String number) {
            if (number.length() > 20 || !number.matches("-?\\d+(\\.\\d+)?")) {
                throw new NumberFormatException(number);
            }
            return number;
        }

        private Content.Value named(ActivityType.Field field, @Nullable Named found) {
            if (found == null) {
                return bad(
                        field,
                        switch (field.kind()) {
                            case UNIT -> "单位名录里没有这个单位";
                            case ENTERPRISE -> "企业名录里没有这家企业";
                            default -> "closed".equals(field.only()) ? "请选一项已经销号的任务" : "请选一项您能看到的" + field.name();
                        });
            }
            if (field.kind() != ActivityType.Kind.UNIT) {
                about.add(found.id());
                subject = subject.isEmpty() ? found.name() : subject;
            }
            units.addAll(found.unitIds());
            return new Content.Value(found.id(), found.name());
        }

        private List<Content.Decision> decisions(List<Decided> given, Around around) {
            if (!type.decisions() && !given.isEmpty()) {
                fault("/decisions", "议定事项", "这种记录没有议定事项");
            }
            var decisions = new ArrayList<Content.Decision>();
            for (var at = 0; at < given.size(); at++) {
                decisions.add(decision(given.get(at), at, around));
            }
            if (decisions.stream().map(Content.Decision::id).distinct().count() < decisions.size()) {
                fault("/decisions", "议定事项", "议定事项重复");
            }
            return decisions;
        }

        private Content.Decision decision(Decided each, int at, Around around) {
            var unit = each.unitId == null ? null : names.unit(each.unitId);
            if (each.unitId != null && unit == null) {
                fault("/decisions/%d/unitId".formatted(at), "承办单位", "单位名录里没有这个单位");
            }
            if (unit != null) {
                units.add(unit.id());
            }
            var known = each.id != null && around.decisions.contains(each.id);
            return new Content.Decision(
                    known ? String.valueOf(each.id) : Ids.derived("decision", around.actId, String.valueOf(at)),
                    each.text.strip(),
                    unit == null ? null : new Party(unit.id(), unit.name()),
                    each.dueOn,
                    null);
        }

        private Content.Value bad(ActivityType.Field field, String message) {
            fault(field, message);
            return NOTHING;
        }

        private void fault(ActivityType.Field field, String message) {
            fault("/fields/" + field.code(), field.name(), message);
        }

        private void fault(String pointer, String name, String message) {
            faults.add(new Fault(pointer, message));
            if (!wrong.contains(name)) {
                wrong.add(name);
            }
        }
    }
}
