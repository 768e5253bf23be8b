package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people upload when they are asked for a plan. */
class PlanFileTest {

    private static final String TEXT = "一、任务\n1.做事。（县甲局负责）\n";

    private static void refused(String name, byte[] bytes, String slug) {
        assertThatThrownBy(() -> PlanFile.text(name, bytes))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }

    private static byte[] docx(String... paragraphs) throws IOException {
        try (var document = new XWPFDocument();
                var out = new ByteArrayOutputStream()) {
            for (var paragraph : paragraphs) {
                document.createParagraph().createRun().setText(paragraph);
            }
            document.createTable(1, 2).getRow(0).getCell(0).setText("表内文字");
            document.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] zip(String entry, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(
                    ("<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                    + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>")
                            .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            zip.write(
                    ("<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                    + "<Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>")
                            .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16"})
    void text_in_any_encoding_of_an_office_is_read(String charset) {
        assertThat(PlanFile.text("方案.txt", TEXT.getBytes(Charset.forName(charset))))
                .isEqualTo(TEXT);
    }

    @Test
    void a_byte_order_mark_is_no_text() {
        assertThat(PlanFile.text("a.txt", ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(TEXT);
    }

    @Test
    void a_word_document_is_read_with_its_tables() throws IOException {
        assertThat(PlanFile.text("方案.docx", docx("一、任务", "1.做事。")))
                .contains("一、任务\n1.做事。\n")
                .contains("表内文字");
    }

    @Test
    void what_is_no_plan_is_refused_by_what_it_is() throws IOException {
        refused("a.txt", new byte[0], "empty-file");
        refused("a.txt", "  \n ".getBytes(StandardCharsets.UTF_8), "empty-file");
        refused("a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, "not-a-plan-file");
        refused("a.doc", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}, "old-word-file");
        refused("a.docx", "no zip".getBytes(StandardCharsets.UTF_8), "unreadable-docx");
        refused("a.docx", java.util.Arrays.copyOf(docx("一、任务"), 700), "unreadable-docx");
        refused("a.pdf", "%PDF-1.7 text".getBytes(StandardCharsets.UTF_8), "not-a-plan-file");
        refused("a.txt", new byte[PlanFile.LARGEST + 1], "file-too-large");
    }

    @Test
    void noise_is_refused_whatever_its_name() {
        var noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        for (var name : new String[] {"a.txt", "a.docx", "a"}) {
            assertThatThrownBy(() -> PlanFile.text(name, noise)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void a_zip_bomb_and_an_outside_entity_reach_nothing() throws IOException {
        refused("a.docx", zip("word/document.xml", new byte[70 << 20]), "unreadable-docx");
        var xxe = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
        refused("a.docx", zip("word/document.xml", xxe.getBytes(StandardCharsets.UTF_8)), "unreadable-docx");
    }
}
