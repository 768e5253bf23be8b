package io.sanhang.task.file;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Repository;

/**
 * Files: their bytes in GridFS, what is known of them in a collection of its own. The bytes are written first, so that
 * a known file is always whole; what a crash leaves between the two is bytes that nobody knows of.
 */
@Repository
class FileRepository {

    private final MongoCollection<StoredFile> files;
    private final GridFSBucket contents;

    FileRepository(MongoDatabase database) {
        files = database.getCollection("files", StoredFile.class);
        contents = GridFSBuckets.create(database, "contents");
    }

    ObjectId keepContent(String name, byte[] content) {
        return contents.uploadFromStream(name, new ByteArrayInputStream(content));
    }

    /** The file, or the one that was there before under the same id. */
    StoredFile keep(StoredFile file) {
        try {
            files.insertOne(file);
            return file;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            contents.delete(file.content());
            return find(file.id()).orElseThrow();
        }
    }

    Optional<StoredFile> find(String id) {
        return Optional.ofNullable(files.find(eq("_id", id)).first());
    }

    /** Those of the files that this account uploaded. */
    List<StoredFile> uploadedBy(String account, Collection<String> ids) {
        return files.find(and(in("_id", ids), eq("uploadedBy", account))).into(new ArrayList<>());
    }

    InputStream open(StoredFile file) {
        return contents.openDownloadStream(file.content());
    }
}
