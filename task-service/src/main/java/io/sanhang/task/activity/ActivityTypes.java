package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The types there are, read once from {@code sanhang.task.activity.types}. */
@Component
public class ActivityTypes {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            // What a type does not say is not so, or has its usual size.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final List<ActivityType> types;

    ActivityTypes(ActivityProperties settings, ResourceLoader resources) {
        try (var in = resources.getResource(settings.types()).getInputStream()) {
            types = List.copyOf(JSON.readValue(in, new TypeReference<List<ActivityType>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ActivityType> all() {
        return types;
    }

    /** The type of a record that is there; one that was taken out of the file since goes by its code. */
    ActivityType of(String code) {
        return find(code)
                .orElseGet(() -> new ActivityType(
                        code,
                        code,
                        "",
                        null,
                        null,
                        "日期",
                        ActivityType.Evidence.OPTIONAL,
                        ActivityType.Readers.UNITS,
                        Set.of(),
                        true,
                        null,
                        List.of()));
    }

    private Optional<ActivityType> find(String code) {
        return types.stream().filter(type -> type.code().equals(code)).findFirst();
    }

    /** @throws Refusal {@code unknown-record-type} */
    public ActivityType get(String code) {
        return find(code)
                .orElseThrow(() -> Refusal.invalid("unknown-record-type", code).at("/type"));
    }

    /** Those seen by everybody at a desk. */
    List<String> seenByAll() {
        return types.stream()
                .filter(type -> type.readers() == ActivityType.Readers.COUNTY)
                .map(ActivityType::code)
                .toList();
    }
}
