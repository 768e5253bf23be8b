package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * How documents lie on disk: as BSON. The library's own way is Java's serialization, which costs several times as much,
 * and each commit writes all documents of a page again. What lies there that way is still read.
 */
final class DocumentType extends BasicDataType<Document> {

    static final DocumentType INSTANCE = new DocumentType();

    /** No type of {@link ObjectDataType} begins with it. */
    private static final byte BSON = (byte) 0xff;

    /** What a document takes in memory is not worth an exact answer. */
    private static final int MEMORY = 2_000;

    private final ObjectDataType serialized = new ObjectDataType();

    private DocumentType() {}

    @Override
    public int getMemory(Document document) {
        return MEMORY;
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        var bytes = Unpooled.buffer(MEMORY);
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
