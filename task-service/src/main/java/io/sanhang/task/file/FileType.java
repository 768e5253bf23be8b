package io.sanhang.task.file;

import io.sanhang.support.errors.Refusal;
import java.util.Set;
import org.apache.tika.Tika;

/**
 * What a file is, by its content; its name only tells apart what looks alike inside (a .docx is a ZIP archive). What an
 * office shows as evidence is let in; everything else is refused: programs, scripts, and pages a browser would run.
 */
final class FileType {

    private static final Set<String> ALLOWED = Set.of(
            "application/pdf",
            "application/ofd",
            "application/msword",
            "application/rtf",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.presentation",
            "application/x-tika-msoffice",
            "application/x-tika-ooxml",
            "application/zip",
            "application/x-7z-compressed",
            "application/x-rar-compressed",
            "application/x-rar-compressed; version=4",
            "application/x-rar-compressed; version=5",
            "text/plain",
            "text/csv",
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/bmp",
            "image/tiff",
            "image/webp",
            "image/heic",
            "audio/mpeg",
            "audio/mp4",
            "audio/x-wav",
            "audio/vnd.wave",
            "video/mp4",
            "video/quicktime");

    private static final Tika TIKA = new Tika();

    private FileType() {}

    /** @throws Refusal {@code file-type-not-allowed} for anything that is not evidence */
    static String of(byte[] content, String name) {
        var type = TIKA.detect(content, name);
        if (!ALLOWED.contains(type)) {
            throw Refusal.unsupported("file-type-not-allowed").at("/file");
        }
        return type;
    }
}
