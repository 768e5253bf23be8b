package io.sanhang.task.demo;

import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import io.sanhang.task.task.Party;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The demo county's directory as two small files, so that loading asks no other service. */
final class DemoCountyUnits {

    private final Map<String, Resolution> found = new LinkedHashMap<>();
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();

    DemoCountyUnits() {
        read("/demo/units.properties").forEach((name, ids) -> {
            var list = Arrays.asList(String.valueOf(ids).split(","));
            found.put(String.valueOf(name), new Resolution(list, list.size() > 1));
        });
        read("/demo/names.properties")
                .forEach((id, name) -> units.put(String.valueOf(id), new Unit(String.valueOf(name), headPost(id))));
        read("/demo/groups.properties").forEach((name, id) -> groups.put(String.valueOf(name), String.valueOf(id)));
    }

    /** What each printed name stands for. */
    Map<String, Resolution> found() {
        return found;
    }

    /** The units by id, each with the post of its head. */
    Map<String, Unit> units() {
        return units;
    }

    /** The working groups' ids by name. */
    Map<String, String> groups() {
        return groups;
    }

    List<Party> party(String id) {
        return List.of(new Party(id, Objects.requireNonNull(units.get(id)).name()));
    }

    static String headPost(Object unitId) {
        return "p-" + String.valueOf(unitId).substring(2) + "-head";
    }

    private static Properties read(String resource) {
        try (var in = Objects.requireNonNull(DemoCountyUnits.class.getResourceAsStream(resource), resource)) {
            var table = new Properties();
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
