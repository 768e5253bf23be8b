package io.sanhang.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.sanhang.support.errors.ProblemTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the house, checked on one service's classes. Extended once in every service. */
public abstract class ArchitectureRules {

    /** Stored records and rules know nothing of Spring: they can be read, and tested, without it. */
    static final ArchRule RECORDS_ARE_PURE = noClasses()
            .that()
            .areRecords()
            .and()
            .areNotAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .and()
            .areTopLevelClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .allowEmptyShould(true);

    static final ArchRule CONTROLLERS_ARE_HIDDEN = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    static final ArchRule NO_FIELD_INJECTION =
            fields().should().notBeAnnotatedWith(Autowired.class).allowEmptyShould(true);

    static final ArchRule ONE_PLACE_FOR_ERRORS =
            methods().should().notBeAnnotatedWith(ExceptionHandler.class).allowEmptyShould(true);

    static final ArchRule NO_TRANSACTIONS = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.mongodb.client.ClientSession")
            .allowEmptyShould(true);

    private static final Pattern SLUG = Pattern.compile(
            "Refusal\\s*\\.\\s*(?:malformed|unauthenticated|forbidden|missing|conflict|gone|stale|tooLarge|unsupported|invalid|tooMany|unavailable)\\s*\\(\\s*\"([a-z0-9-]+)\"");

    private final JavaClasses own = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(getClass().getPackageName());

    @Test
    void records_are_pure() {
        RECORDS_ARE_PURE.check(own);
    }

    @Test
    void controllers_are_hidden() {
        CONTROLLERS_ARE_HIDDEN.check(own);
    }

    @Test
    void nothing_is_injected_into_fields() {
        NO_FIELD_INJECTION.check(own);
    }

    @Test
    void errors_are_translated_in_one_place() {
        ONE_PLACE_FOR_ERRORS.check(own);
    }

    @Test
    void nothing_rests_on_transactions() {
        NO_TRANSACTIONS.check(own);
    }

    @Test
    void every_refusal_has_its_chinese_text() {
        var texts = new ProblemTexts();
        assertThat(slugs()).allMatch(texts::knows);
    }

    private static Set<String> slugs() {
        var found = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source :
                    (Iterable<Path>) sources.filter(path -> path.toString().endsWith(".java"))::iterator) {
                var matcher = SLUG.matcher(Files.readString(source));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
