package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;
import org.jspecify.annotations.Nullable;

/**
 * How documents lie on disk: as BSON. The library's own way is Java's serialization, which costs several times as much,
 * and each commit writes all documents of a page again. What lies there that way is still read.
 */
final class DocumentType extends BasicDataType<Document> {

    static final DocumentType INSTANCE = new DocumentType();

    /** No type of {@link ObjectDataType} begins with it. */
    private static final byte BSON = (byte) 0xff;

    private static final int TYPICAL = 2_000;

    /** A document in memory is several times as large as on disk: what a map entry, a string and a value cost. */
    private static final int ENTRY = 64;

    private static final int VALUE = 32;

    private final ObjectDataType serialized = new ObjectDataType();

    private DocumentType() {}

    /** Near enough that the store's cache and pages have the size that they are allowed. */
    @Override
    public int getMemory(Document document) {
        return memory(document);
    }

    private static int memory(@Nullable Object value) {
        var sum = VALUE;
        if (value instanceof Document document) {
            for (var field : document.entrySet()) {
                sum += ENTRY + memory(field.getValue());
            }
        } else if (value instanceof Collection<?> elements) {
            for (var element : elements) {
                sum += memory(element);
            }
        } else if (value instanceof String text) {
            sum += 2 * text.length();
        } else if (value instanceof BinData data) {
            sum += data.getData().length;
        }
        return sum;
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        var bytes = Unpooled.buffer(TYPICAL);
        try {
            BsonEncoder.encodeDocument(document, bytes);
            buffer.put(BSON).putVarInt(bytes.readableBytes());
            buffer.put(bytes.nioBuffer());
        } finally {
            bytes.release();
        }
    }

    @Override
    public Document read(ByteBuffer buffer) {
        if (buffer.get(buffer.position()) != BSON) {
            return (Document) serialized.read(buffer);
        }
        buffer.get();
        var size = DataUtils.readVarInt(buffer);
        var bytes = buffer.slice(buffer.position(), size);
        buffer.position(buffer.position() + size);
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
