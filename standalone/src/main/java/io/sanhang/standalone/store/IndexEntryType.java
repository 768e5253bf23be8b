package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.backend.ValueComparator;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;
import org.jspecify.annotations.Nullable;

/** How entries of an index lie on disk, and in which order: that in which the store sorts values. */
final class IndexEntryType extends BasicDataType<IndexEntry> {

    static final IndexEntryType INSTANCE = new IndexEntryType();

    private static final int ENTRY_BYTES = 80;
    private static final int VALUE_BYTES = 48;
    private static final byte PLAIN = 0;
    private static final byte INSTANT = 1;
    private static final byte TEXT = 2;

    private final ObjectDataType plain = new ObjectDataType();

    private IndexEntryType() {}

    @Override
    public int compare(IndexEntry one, IndexEntry other) {
        var common = Math.min(one.values().size(), other.values().size());
        for (var at = 0; at < common; at++) {
            var order = ValueComparator.asc()
                    .compare(one.values().get(at), other.values().get(at));
            if (order != 0) {
                return order;
            }
        }
        if (one.edge() != 0 && other.edge() != 0) {
            var sizes = Integer.compare(one.values().size(), other.values().size());
            return sizes == 0 ? Integer.compare(one.edge(), other.edge()) : sizes < 0 ? one.edge() : -other.edge();
        }
        if (one.edge() != 0 || other.edge() != 0) {
            return one.edge() == 0 ? -other.edge() : one.edge();
        }
        return ValueComparator.asc().compare(one.document(), other.document());
    }

    @Override
    public int getMemory(IndexEntry entry) {
        return ENTRY_BYTES + VALUE_BYTES * (1 + entry.values().size());
    }

    @Override
    public void write(WriteBuffer buffer, IndexEntry entry) {
        buffer.putVarInt(entry.values().size());
        entry.values().forEach(value -> writeValue(buffer, value));
        writeValue(buffer, entry.document());
    }

    private void writeValue(WriteBuffer buffer, @Nullable Object value) {
        if (value instanceof Instant instant) {
            buffer.put(INSTANT).putLong(instant.getEpochSecond()).putInt(instant.getNano());
        } else if (value instanceof String text) {
            IdType.writeText(buffer.put(TEXT), text);
        } else {
            buffer.put(PLAIN);
            plain.write(buffer, value);
        }
    }

    @Override
    public IndexEntry read(ByteBuffer buffer) {
        var size = DataUtils.readVarInt(buffer);
        var values = new ArrayList<@Nullable Object>(size);
        for (var at = 0; at < size; at++) {
            values.add(value(buffer));
        }
        return new IndexEntry(values, value(buffer), 0);
    }

    private @Nullable Object value(ByteBuffer buffer) {
        return switch (buffer.get()) {
            case INSTANT -> Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
            case TEXT -> IdType.readText(buffer);
            default -> plain.read(buffer);
        };
    }

    @Override
    public IndexEntry[] createStorage(int size) {
        return new IndexEntry[size];
    }
}
