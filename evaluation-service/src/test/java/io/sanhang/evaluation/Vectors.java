package io.sanhang.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published test vectors, computed by other programs than this one. */
public final class Vectors {

    private Vectors() {}

    public static JsonNode messages() {
        return read("/message-vectors.json");
    }

    public static JsonNode scores() {
        return read("/score-vector.json");
    }

    /** The ballots of the message vectors. */
    public static List<JsonNode> ballots() {
        return StreamSupport.stream(messages().get("ballots").spliterator(), false)
                .toList();
    }

    private static JsonNode read(String name) {
        try (var in = Objects.requireNonNull(Vectors.class.getResourceAsStream(name))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
