package io.sanhang.task.plan;

import io.sanhang.support.errors.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** The text of an uploaded plan: .txt in UTF-8, UTF-16 or GB 18030, or .docx. Anything else is refused by what it is. */
final class PlanFile {

    static final int LARGEST = 20 << 20;
    private static final int LONGEST_TEXT = 5_000_000;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Charset GB18030 = Charset.forName("GB18030");

    static {
        ZipSecureFile.setMinInflateRatio(0.005);
        ZipSecureFile.setMaxEntrySize(64L << 20);
        ZipSecureFile.setMaxTextSize(LONGEST_TEXT * 2L);
    }

    private PlanFile() {}

    /**
     * @throws Refusal {@code empty-file}, {@code file-too-large}, {@code old-word-file}, {@code unreadable-docx}, {@code
     *     not-a-plan-file} or {@code unknown-encoding}
     */
    static String text(String name, byte[] bytes) {
        if (bytes.length == 0) {
            throw Refusal.invalid("empty-file").at("file");
        }
        if (bytes.length > LARGEST) {
            throw Refusal.tooLarge("file-too-large").at("file");
        }
        var text = startsWith(bytes, ZIP) ? docx(bytes) : plain(name, bytes);
        if (text.isBlank()) {
            throw Refusal.invalid("empty-file").at("file");
        }
        if (text.length() > LONGEST_TEXT) {
            throw Refusal.tooLarge("file-too-large").at("file");
        }
        return text;
    }

    private static String plain(String name, byte[] bytes) {
        if (startsWith(bytes, OLE)) {
            throw Refusal.unsupported("old-word-file").at("file");
        }
        if (bytes.length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            return strict(bytes, StandardCharsets.UTF_16);
        }
        if (isBinary(bytes)) {
            throw Refusal.unsupported("not-a-plan-file").at("file");
        }
        if (name.toLowerCase(Locale.ROOT).matches(".*\\.(docx|doc|pdf|wps|ofd|xlsx?|pptx?|png|jpe?g)$")) {
            throw name.toLowerCase(Locale.ROOT).endsWith(".docx")
                    ? Refusal.invalid("unreadable-docx").at("file")
                    : Refusal.unsupported("not-a-plan-file").at("file");
        }
        var body = startsWith(bytes, UTF8_MARK) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
        try {
            return decoded(body, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return strict(body, GB18030);
        }
    }

    private static String strict(byte[] bytes, Charset charset) {
        try {
            var text = decoded(bytes, charset);
            if (text.chars()
                                    .filter(c -> c >= 0xE000 && c <= 0xF8FF || c < 0x20 && "\r\n\t\f".indexOf(c) < 0)
                                    .count()
                            * 50
                    > text.length()) {
                throw Refusal.invalid("unknown-encoding").at("file");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("unknown-encoding").at("file");
        }
    }

    private static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Text has no NUL and hardly any other control characters. */
    private static boolean isBinary(byte[] bytes) {
        var odd = 0;
        var looked = Math.min(bytes.length, 64 << 10);
        for (var i = 0; i < looked; i++) {
            if (bytes[i] == 0) {
                return true;
            }
            if (bytes[i] >= 0 && bytes[i] < 0x20 && "\r\n\t\f".indexOf(bytes[i]) < 0) {
                odd++;
            }
        }
        return odd * 100 > looked;
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(Arrays.copyOf(bytes, mark.length), mark);
    }

    /** POI refuses external entities by itself, and the limits above stop zip bombs. */
    private static String docx(byte[] bytes) {
        try (var document = new XWPFDocument(new ByteArrayInputStream(bytes))) {
            var text = new StringBuilder();
            append(document.getBodyElements(), text, new WordNumbers());
            return text.toString();
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Refusal.invalid("unreadable-docx").at("file");
        }
    }

    private static void append(List<IBodyElement> elements, StringBuilder text, WordNumbers numbers) {
        for (var element : elements) {
            if (element instanceof XWPFParagraph paragraph) {
                text.append(numbers.of(paragraph)).append(paragraph.getText()).append('\n');
            } else if (element instanceof XWPFTable table) {
                table.getRows().forEach(row -> {
                    row.getTableCells()
                            .forEach(cell -> text.append(cell.getText().strip()).append("  "));
                    text.append('\n');
                });
            }
            if (text.length() > LONGEST_TEXT) {
                throw Refusal.tooLarge("file-too-large").at("file");
            }
        }
    }
}
