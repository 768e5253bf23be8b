package io.sanhang.identity.register;

import io.sanhang.identity.credential.CredentialStore;
import io.sanhang.identity.register.Contact.Kind;
import io.sanhang.identity.register.Draw.Source;
import io.sanhang.identity.register.Draw.Wish;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The demo county's service contacts, and who is asked to rate in its open campaign. It comes when evaluation-service has
 * made the campaign; invitations are left to whoever tries it out. None of the numbers is anybody's.
 */
@Component
@ConditionalOnProperty("sanhang.demo.enabled")
class DemoRegister {

    private static final String CAMPAIGN = "qh-2026h2";
    private static final String CATEGORY = "p";
    private static final List<String> UNITS = List.of("u-edu", "u-health", "u-hr", "u-civil", "u-market", "u-tax");
    private static final List<String> MATTERS = List.of("学位申请", "生育登记", "社保转移", "低保申请", "营业执照登记", "发票领用");
    private static final List<String> TOWNSHIPS = List.of("柳河镇", "东岗镇", "青山乡");
    private static final Caller OFFICE = new Caller("demo", "demo", Set.of("OFFICE"), null, Set.of());

    private final CredentialStore registrar;
    private final RegisterService register;
    private final ContactService contacts;
    private final DrawService draws;
    private final Clock clock;
    private volatile boolean done;

    DemoRegister(
            CredentialStore registrar,
            RegisterService register,
            ContactService contacts,
            DrawService draws,
            Clock clock) {
        this.registrar = registrar;
        this.register = register;
        this.contacts = contacts;
        this.draws = draws;
        this.clock = clock;
    }

    /** Goes on where an earlier run was cut short: each part changes nothing the second time, and the draw comes last. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
    @SchedulerLock(name = "register-demo")
    void load() {
        var campaign = done ? null : registrar.campaign(CAMPAIGN).orElse(null);
        if (campaign == null) {
            return;
        }
        var invites = campaign.categories().stream().anyMatch(each -> each.id().equals(CATEGORY));
        if (invites
                && !campaign.isOver(clock.instant())
                && draws.draws(CAMPAIGN).isEmpty()) {
            var today = LocalDate.now(clock);
            contacts.report(
                    lines(
                            180,
                            i -> UNITS.get(i % 6) + "," + (i % 4 == 3 ? "企业" : "群众") + "," + MATTERS.get(i % 6) + ","
                                    + today.minusDays(i % 60)),
                    OFFICE);
            contacts.addCadres(lines(12, i -> UNITS.get(i % 6)));
            register.add(CAMPAIGN, lines(1000, 36, i -> CATEGORY + "," + TOWNSHIPS.get(i % 3)), false);
            draws.draw(
                    CAMPAIGN,
                    new Wish(
                            CATEGORY,
                            60,
                            true,
                            Source.CONTACTS,
                            Kind.PERSON,
                            today.minusDays(90).toString(),
                            today.toString()),
                    "清河县2026年9月1日",
                    new IdempotencyKey("demo"));
        }
        done = true;
    }

    private static String lines(int count, IntFunction<String> rest) {
        return lines(0, count, rest);
    }

    private static String lines(int from, int count, IntFunction<String> rest) {
        return IntStream.range(0, count)
                .mapToObj(i -> "1370000%04d,%s".formatted(from + i, rest.apply(i)))
                .collect(Collectors.joining("\n"));
    }
}
