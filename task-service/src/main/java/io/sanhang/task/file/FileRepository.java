package io.sanhang.task.file;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.model.GridFSFile;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/** Files in GridFS: the bytes in chunks, what is known of them beside. */
@Repository
class FileRepository {

    private final GridFSBucket files;

    FileRepository(MongoDatabase database) {
        files = GridFSBuckets.create(database, "evidence");
    }

    /** Keeps the file once: a second upload under the same id leaves the first. */
    StoredFile keep(StoredFile file, byte[] content) {
        var metadata = new Document("type", file.type())
                .append("uploadedBy", file.uploadedBy())
                .append("uploadedAt", file.uploadedAt());
        try {
            files.uploadFromStream(
                    new BsonString(file.id()),
                    file.name(),
                    new ByteArrayInputStream(content),
                    new GridFSUploadOptions().metadata(metadata));
            return file;
        } catch (MongoWriteException e) {
            return find(file.id()).orElseThrow(() -> e);
        }
    }

    Optional<StoredFile> find(String id) {
        return Optional.ofNullable(files.find(eq("_id", id)).first()).map(FileRepository::stored);
    }

    /** Those of the files that this account uploaded. */
    List<StoredFile> uploadedBy(String account, Collection<String> ids) {
        Bson own = and(in("_id", ids), eq("metadata.uploadedBy", account));
        return files.find(own).map(FileRepository::stored).into(new ArrayList<>());
    }

    InputStream open(String id) {
        return files.openDownloadStream(new BsonString(id));
    }

    private static StoredFile stored(GridFSFile file) {
        var metadata = Objects.requireNonNull(file.getMetadata());
        return new StoredFile(
                file.getId().asString().getValue(),
                file.getFilename(),
                file.getLength(),
                metadata.getString("type"),
                metadata.getString("uploadedBy"),
                metadata.getDate("uploadedAt").toInstant());
    }
}
