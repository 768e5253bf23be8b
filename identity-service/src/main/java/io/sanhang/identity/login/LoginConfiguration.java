package io.sanhang.identity.login;

import com.mongodb.client.MongoDatabase;
import io.sanhang.identity.code.Counter;
import io.sanhang.identity.code.OneTimeCode;
import io.sanhang.identity.code.OneTimeCodes;
import io.sanhang.identity.code.Throttle;
import io.sanhang.identity.neighbours.CodeSender;
import io.sanhang.support.crypto.PersonalData;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The parts of staff sign-in. Raters have their own codes and counters, in their own database. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    /** Writes bcrypt with cost 10, reads whatever a hash says it is. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    OneTimeCodes staffCodes(MongoDatabase database, PersonalData personalData, CodeSender sender, Clock clock) {
        return new OneTimeCodes(
                database.getCollection("one_time_codes", OneTimeCode.class), personalData, sender, clock);
    }

    @Bean
    Throttle staffThrottle(MongoDatabase database, Clock clock) {
        return new Throttle(database.getCollection("counters", Counter.class), clock);
    }
}
