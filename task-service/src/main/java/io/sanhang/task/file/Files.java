package io.sanhang.task.file;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Evidence files: brought by an account, shown by a feature, given to whoever may see what shows them. */
@Service
public class Files {

    /** 20 MB, in bytes. */
    static final long LARGEST = 20L * 1024 * 1024;

    private static final int LONGEST_NAME = 150;

    private final FileRepository files;
    private final List<FileAudience> audiences;
    private final Clock clock;

    Files(FileRepository files, List<FileAudience> audiences, Clock clock) {
        this.files = files;
        this.audiences = List.copyOf(audiences);
        this.clock = clock;
    }

    /**
     * Keeps a file; under an id that is taken, answers the file that is there.
     *
     * @throws Refusal {@code empty-file}, {@code file-too-large}, {@code file-type-not-allowed}
     */
    public StoredFile keep(String id, String name, byte[] content, Caller by) {
        if (content.length == 0) {
            throw Refusal.invalid("empty-file").at("/file");
        }
        if (content.length > LARGEST) {
            throw Refusal.tooLarge("file-too-large").at("/file");
        }
        var clean = sanitised(name);
        var type = FileType.of(content, clean);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return files.find(id)
                .orElseGet(() -> files.keep(new StoredFile(
                        id, clean, content.length, type, by.id(), now, files.keepContent(clean, content))));
    }

    /** @throws Refusal {@code not-found}, or {@code not-your-file} when nothing the caller may see shows it */
    StoredFile get(String id, Caller caller) {
        var file = files.find(id).orElseThrow(() -> Refusal.missing("not-found"));
        if (!file.uploadedBy().equals(caller.id())
                && audiences.stream().noneMatch(audience -> audience.maySee(id, caller))) {
            throw Refusal.forbidden("not-your-file");
        }
        return file;
    }

    /** The bytes of a file that another feature has kept for itself. */
    public byte[] content(String id) throws IOException {
        try (var in = open(files.find(id).orElseThrow(() -> Refusal.missing("not-found")))) {
            return in.readAllBytes();
        }
    }

    InputStream open(StoredFile file) {
        return files.open(file);
    }

    /**
     * The files a caller wants to show, each once, in the order given.
     *
     * @throws Refusal {@code unknown-file} when one is not there or was uploaded by somebody else
     */
    public List<StoredFile> own(List<String> ids, Caller caller) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = files.uploadedBy(caller.id(), ids).stream()
                .collect(Collectors.toMap(StoredFile::id, Function.identity()));
        return new LinkedHashSet<>(ids)
                .stream()
                        .map(id -> {
                            var file = found.get(id);
                            if (file == null) {
                                throw Refusal.invalid("unknown-file").at("/evidence");
                            }
                            return file;
                        })
                        .toList();
    }

    /** The last part of a path, without what a file system, a header or a reader could stumble over. */
    static String sanitised(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>:|?*]", "")
                .replaceAll("^\\.+", "")
                .strip();
        if (clean.isEmpty()) {
            return "file";
        }
        var dot = clean.lastIndexOf('.');
        var ending = dot > 0 && clean.length() - dot <= 10 ? clean.substring(dot) : "";
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME - ending.length()) + ending;
    }
}
