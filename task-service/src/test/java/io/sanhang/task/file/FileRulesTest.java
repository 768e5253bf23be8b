package io.sanhang.task.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRulesTest {

    private static final byte[] PDF = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(UTF_8);
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    @Test
    void the_content_decides_what_a_file_is() throws IOException {
        assertThat(FileType.of(PDF, "总结.pdf")).isEqualTo("application/pdf");
        assertThat(FileType.of(PDF, "总结.txt")).isEqualTo("application/pdf");
        assertThat(FileType.of(PNG, "照片.png")).isEqualTo("image/png");
        assertThat(FileType.of("第一期讲堂签到".getBytes(UTF_8), "签到.txt")).isEqualTo("text/plain");
        assertThat(FileType.of(zip(), "总结.docx"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "页面.html, <html><body>hi</body></html>",
        "说明.txt, <!DOCTYPE html><html><script>alert(1)</script></html>",
        "图.svg, <svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "图.png, <?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "脚本.sh, #!/bin/sh",
        "脚本.txt, #!/bin/sh",
        "脚本.js, alert(1)",
        "脚本.bat, del *.*"
    })
    void pages_and_scripts_are_refused_under_any_name(String name, String content) {
        refused(content.getBytes(UTF_8), name);
    }

    @Test
    void programs_are_refused_under_any_name() throws IOException {
        var windows = HexFormat.of().parseHex("4d5a90000300000004000000ffff0000b8");
        var linux = HexFormat.of().parseHex("7f454c46020101000000000000000000");
        refused(windows, "照片.png");
        refused(linux, "总结.pdf");
        refused(zip(), "工具.jar");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Users\\me\\总结.pdf, 总结.pdf",
        "'a\"b<c>.pdf', abc.pdf",
        "...., file",
        ".bashrc, bashrc",
        "'', file"
    })
    void a_name_is_only_a_name(String given, String kept) {
        assertThat(Files.sanitised(given)).isEqualTo(kept);
    }

    @Test
    void control_characters_go_and_a_long_name_keeps_its_ending() {
        assertThat(Files.sanitised("a\r\nSet-Cookie\u202Efdp.exe")).isEqualTo("aSet-Cookiefdp.exe");
        assertThat(Files.sanitised("长".repeat(400) + ".docx")).hasSize(150).endsWith(".docx");
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.xml"));
            zip.write("<a/>".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void refused(byte[] content, String name) {
        assertThatThrownBy(() -> FileType.of(content, name))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("file-type-not-allowed"));
    }
}
