package io.sanhang.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What travels, as files: one golden JSON per event. A producer that writes something else, or a consumer that cannot
 * read what lies in a queue since yesterday, fails here. Run with {@code GOLDEN_WRITE=1} to add a new event's file.
 */
class GoldenEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path CLASSES = Path.of("target/classes");

    static Stream<Class<?>> events() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            return files
                    .map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .<Class<?>>map(GoldenEventsTest::load)
                    .filter(type -> type.isRecord() && DomainEvent.class.isAssignableFrom(type))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_written_and_read_as_its_golden_file_says(Class<?> type) throws Exception {
        var file = GOLDEN.resolve(nameOf(type) + ".json");
        var sample = sample(type);
        if (System.getenv("GOLDEN_WRITE") != null && !Files.exists(file)) {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sample) + "\n");
        }
        var golden = Files.readString(file);
        assertThat(JSON.readTree(JSON.writeValueAsString(sample))).isEqualTo(JSON.readTree(golden));
        assertThat((Object) JSON.readValue(golden, type)).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_survives_a_field_added_by_a_newer_producer(Class<?> type) throws Exception {
        var golden = Files.readString(GOLDEN.resolve(nameOf(type) + ".json"));
        var newer = golden.replaceFirst("\\{", "{\"addedLater\":{\"x\":1},");
        assertThat((Object) JSON.readValue(newer, type)).isEqualTo(sample(type));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_named_as_a_fact_with_a_version_and_carries_no_personal_data(Class<?> type) {
        assertThat(nameOf(type)).matches("[a-z]+\\.[a-z]+(-[a-z]+)*\\.v\\d+");
        assertThat(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName))
                .noneMatch(name -> name.matches("(?i).*(phone|mail|address|code|password).*"));
    }

    @Test
    void no_golden_file_is_left_over() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            events().map(GoldenEventsTest::nameOf).toList());
        }
    }

    private static String nameOf(Class<?> type) {
        return type.getAnnotation(EventName.class).value();
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(file.replace(".class", "").replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object sample(Class<?> type) throws Exception {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components).map(GoldenEventsTest::value).toArray();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object value(RecordComponent component) {
        var type = component.getType();
        if (type == String.class) {
            return component.getName() + "-1";
        }
        if (type == List.class) {
            return component.getGenericType().getTypeName().contains("LocalDate")
                    ? List.of(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 1))
                    : List.of("u-1", "u-2");
        }
        if (type == LocalDate.class) {
            return LocalDate.of(2026, 9, 30);
        }
        if (type == Instant.class) {
            return Instant.parse("2026-09-30T08:00:00Z");
        }
        if (type == boolean.class) {
            return true;
        }
        return type == int.class ? (Object) 3 : (Object) 4L;
    }
}
