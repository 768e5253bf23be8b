package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.EventName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What the documents say is what the code holds. */
class BooksTest {

    private static final Path ROOT = Sanhang.root();
    private static final List<String> SERVICES = List.of(
            "identity-service", "task-service", "evaluation-service", "feedback-service", "notification-service");
    private static final Pattern NAME = Pattern.compile("@EventName\\(\"([^\"]+)\"\\)");
    private static final String PROBLEMS_HEAD = """
            # Problems

            Every error is RFC 9457 problem details, `application/problem+json`: `type` is `/problems/<slug>`, `code` the
            slug, `title` and `detail` Chinese text that says what to do, and `errors[]` names what is wrong in the request by
            `pointer` and `message`. Programs should look at `code` and `status` only.

            | Slug | Title | From |
            | --- | --- | --- |
            """;

    /** With {@code DOCS_WRITE=1} in the environment the file is written instead. */
    @Test
    void every_problem_stands_in_the_book() throws IOException {
        var book = ROOT.resolve("docs/problems.md");
        var expected = PROBLEMS_HEAD + String.join("\n", problems()) + "\n";
        if ("1".equals(System.getenv("DOCS_WRITE"))) {
            Files.writeString(book, expected);
        }
        assertThat(book).content().isEqualTo(expected);
    }

    private static TreeSet<String> problems() {
        var rows = new TreeSet<String>();
        rows.addAll(rows("service-support", "problems-common.properties", "all services"));
        rows.addAll(rows("gateway", "problems.properties", "gateway"));
        SERVICES.forEach(service -> rows.addAll(rows(service, "problems.properties", service)));
        return rows;
    }

    private static List<String> rows(String module, String file, String from) {
        var texts = new Properties();
        try (var in = Files.newBufferedReader(ROOT.resolve(module + "/src/main/resources/" + file))) {
            texts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".title"))
                .map(key -> "| `" + key.replace(".title", "") + "` | " + texts.getProperty(key) + " | " + from + " |")
                .toList();
    }

    @Test
    void every_event_stands_in_the_book_with_who_hears_it_and_is_heard() {
        var book = read(ROOT.resolve("docs/events.md"));
        var listeners = SERVICES.stream().collect(Collectors.toMap(name -> name, BooksTest::sources));
        for (var event : events()) {
            var name = event.get(0);
            var row = book.lines()
                    .filter(line -> line.startsWith("| `" + name + "` |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is missing in docs/events.md"));
            var hear = SERVICES.stream()
                    .filter(service -> listens(listeners.get(service), event.get(1)))
                    .map(service -> service.replace("-service", ""))
                    .sorted()
                    .toList();
            assertThat(List.of(row.split("\\|")[3].strip().split(", ")).stream().sorted())
                    .as(name)
                    .isEqualTo(hear);
        }
    }

    private static boolean listens(String sources, String event) {
        return Pattern.compile("\\bon\\(\\s*(?:handlers,\\s*notices,\\s*)?" + event + "\\.class")
                .matcher(sources)
                .find();
    }

    /** Name and record of each event. */
    private static List<List<String>> events() {
        try (var files = Files.walk(ROOT.resolve("contracts/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith(EventName.class.getSimpleName() + ".java"))
                    .flatMap(file -> NAME.matcher(read(file))
                            .results()
                            .map(found -> List.of(
                                    found.group(1),
                                    file.getFileName().toString().replace(".java", ""))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(BooksTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void links_between_documents_lead_somewhere() throws IOException {
        var link = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            var books = Stream.concat(
                            files.filter(file -> file.toString().endsWith(".md")),
                            Stream.of("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(ROOT::resolve))
                    .toList();
            for (var book : books) {
                link.matcher(read(book))
                        .results()
                        .map(found -> book.resolveSibling(found.group(1)))
                        .forEach(
                                target -> assertThat(target).as(book.toString()).exists());
            }
        }
    }

    @Test
    @EnabledIf("dockerComposeIsThere")
    void the_compose_file_is_valid() throws Exception {
        var check = new ProcessBuilder("docker-compose", "config", "-q")
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        check.environment().put("SANHANG_PUBLIC_URL", "https://sanhang.example.gov.cn");
        var process = check.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** A check for those who have the tool; the build's own check installs it. */
    static boolean dockerComposeIsThere() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "docker-compose")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
