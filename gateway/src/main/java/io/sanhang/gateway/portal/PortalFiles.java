package io.sanhang.gateway.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The portal's files, some two megabytes, read once and kept: a page costs no file access and no compression, and what
 * is not among them does not exist.
 */
@Component
class PortalFiles {

    private static final String ROOT = "META-INF/resources/";
    private static final Set<String> TEXT =
            Set.of("html", "js", "mjs", "css", "svg", "json", "txt", "map", "webmanifest", "xml");
    private static final int WORTH_COMPRESSING = 1024;

    private final Map<String, PortalFile> files;

    PortalFiles() throws IOException {
        files = new HashMap<>();
        for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "**/*")) {
            var path = path(resource);
            if (resource.isReadable() && !path.endsWith("/")) {
                files.putIfAbsent(path, PortalFile.of(path, resource.getContentAsByteArray()));
            }
        }
    }

    /** @param path from the root, such as {@code /desk/index.html} */
    @Nullable
    PortalFile find(String path) {
        return files.get(path);
    }

    private static String path(Resource resource) throws IOException {
        var url = resource.getURL().getPath();
        return url.substring(url.lastIndexOf(ROOT) + ROOT.length() - 1);
    }

    /** @param zipped absent when compressing would gain nothing */
    record PortalFile(MediaType type, byte[] plain, byte @Nullable [] zipped, String etag) {

        static PortalFile of(String path, byte[] content) {
            var extension = StringUtils.getFilenameExtension(path);
            var text = extension != null && TEXT.contains(extension);
            var zipped = text && content.length > WORTH_COMPRESSING ? zip(content) : null;
            return new PortalFile(type(path, text), content, zipped, etag(content));
        }

        private static MediaType type(String path, boolean text) {
            var type = MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
            return text ? new MediaType(type, StandardCharsets.UTF_8) : type;
        }

        private static String etag(byte[] content) {
            try {
                var hash = MessageDigest.getInstance("SHA-256").digest(content);
                return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static byte[] zip(byte[] content) {
            var out = new ByteArrayOutputStream(content.length / 3);
            try (var gzip = new GZIPOutputStream(out) {
                {
                    def.setLevel(Deflater.BEST_COMPRESSION);
                }
            }) {
                gzip.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
