package io.sanhang.standalone.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * How ids lie on disk: texts as their bytes. The library's own way writes and reads them letter by letter, and each commit
 * writes whole pages of them. What lies there that way is still read; the order is the same.
 */
final class IdType extends BasicDataType<Object> {

    static final IdType INSTANCE = new IdType();

    /** No type of {@link ObjectDataType} begins with it. */
    private static final byte TEXT = (byte) 0xfe;

    private final ObjectDataType plain = new ObjectDataType();

    private IdType() {}

    static void writeText(WriteBuffer buffer, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putVarInt(bytes.length).put(bytes);
    }

    static String readText(ByteBuffer buffer) {
        var bytes = new byte[DataUtils.readVarInt(buffer)];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public int compare(Object one, Object other) {
        return one instanceof String text && other instanceof String than
                ? text.compareTo(than)
                : plain.compare(one, other);
    }

    @Override
    public int getMemory(Object id) {
        return plain.getMemory(id);
    }

    @Override
    public void write(WriteBuffer buffer, Object id) {
        if (id instanceof String text) {
            writeText(buffer.put(TEXT), text);
        } else {
            plain.write(buffer, id);
        }
    }

    @Override
    public Object read(ByteBuffer buffer) {
        if (buffer.get(buffer.position()) != TEXT) {
            return plain.read(buffer);
        }
        buffer.get();
        return readText(buffer);
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
