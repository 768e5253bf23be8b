package io.sanhang.support.crypto;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Encryption of personal data, by the county's key. */
@AutoConfiguration
@EnableConfigurationProperties(CryptoProperties.class)
class CryptoAutoConfiguration {

    @Bean
    PersonalData personalData(CryptoProperties settings) {
        return new PersonalData(settings);
    }
}
