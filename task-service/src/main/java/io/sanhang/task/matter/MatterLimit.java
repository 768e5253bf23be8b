package io.sanhang.task.matter;

import io.sanhang.support.store.Stored;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue of matters with time limits (限时办结目录, A047).
 *
 * @param workdays 0 for the same day
 * @param basis the rule that it comes from
 * @param retired no longer offered; matters under it keep their limit
 */
public record MatterLimit(
        @BsonId String id,
        long version,
        String name,
        int workdays,
        @Nullable String basis,
        boolean retired) implements Stored {

    MatterLimit to(String newName, int days, @Nullable String newBasis, boolean isRetired) {
        return new MatterLimit(id, version + 1, newName, days, newBasis, isRetired);
    }
}
