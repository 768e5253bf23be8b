package io.sanhang.identity.credential;

import io.sanhang.identity.code.OneTimeCodes;
import io.sanhang.identity.code.Throttle;
import io.sanhang.identity.neighbours.CodeSender;
import io.sanhang.support.crypto.PersonalData;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Raters' codes and counters lie in the registrar's database, not beside the staff's. */
@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

    @Bean
    OneTimeCodes raterCodes(CredentialStore store, PersonalData personalData, CodeSender sender, Clock clock) {
        return new OneTimeCodes(store.codes(), personalData, sender, clock);
    }

    @Bean
    Throttle raterThrottle(CredentialStore store, Clock clock) {
        return new Throttle(store.counters(), clock);
    }
}
