package io.sanhang.task.problem;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import io.sanhang.support.errors.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which problems are wanted. Every part may be absent. Without a state, those that were withdrawn are left out.
 *
 * @param list the unit or the group whose list it is
 * @param unit the unit whose list it stands in, or that has claimed it
 * @param state a state, or {@code open}: not yet resolved
 * @param due {@code overdue}
 * @param q words within problem, sign or remedy
 */
record ProblemQuery(
        @Nullable String list,
        @Nullable String unit,
        @Nullable String state,
        @Nullable String cause,
        @Nullable String how,
        @Nullable String due,
        @Nullable String q) {

    private static final int LONGEST = 100;

    Bson filter(LocalDate today) {
        var parts = new ArrayList<Bson>();
        parts.add(given(state) ? empty() : ne("state", ProblemState.WITHDRAWN.name()));
        add(parts, "list", list, id -> eq("list.id", id));
        add(parts, "unit", unit, id -> eq("unitIds", id));
        add(parts, "state", state, ProblemQuery::ofState);
        add(parts, "cause", cause, code -> eq("statement.rootCauses", code));
        add(
                parts,
                "how",
                how,
                code -> eq("statement.how", known(Found.of(code), "how").name()));
        add(parts, "due", due, code -> due(code, today));
        add(parts, "q", q, ProblemQuery::containing);
        return and(parts);
    }

    private static Bson ofState(String code) {
        return code.equals("open")
                ? open()
                : eq("state", known(ProblemState.of(code), "state").name());
    }

    private static Bson open() {
        return in("state", ProblemState.OPEN.stream().map(Enum::name).toList());
    }

    private static Bson due(String code, LocalDate today) {
        if (!code.equals("overdue")) {
            throw Refusal.malformed("invalid-request").at("due");
        }
        return and(open(), lt("statement.dueOn", today));
    }

    private static Bson containing(String text) {
        var words = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
        return or(regex("statement.text", words), regex("statement.sign", words), regex("statement.remedy", words));
    }

    private static void add(List<Bson> parts, String name, @Nullable String text, Function<String, Bson> as) {
        if (text != null && given(text)) {
            if (text.length() > LONGEST) {
                throw Refusal.malformed("invalid-request").at(name);
            }
            parts.add(as.apply(text.strip()));
        }
    }

    private static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    static <T> T known(Optional<T> value, String pointer) {
        return value.orElseThrow(() -> Refusal.malformed("invalid-request").at(pointer));
    }
}
