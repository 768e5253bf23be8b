package io.sanhang.testing;

import io.sanhang.support.events.EventProperties;
import io.sanhang.support.security.ServiceToken;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/** The beans of the kit; each replaces one that needs the outside world. */
@TestConfiguration(proxyBeanMethods = false)
class TestBeans {

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }

    @Bean
    Tokens tokens() {
        return new Tokens();
    }

    @Bean
    @Primary
    JwtDecoder testJwtDecoder() {
        return Tokens.decoder();
    }

    @Bean
    @Primary
    ServiceToken testServiceToken() {
        return () -> new Tokens().service().substring("Bearer ".length());
    }

    @Bean
    PublishedEvents publishedEvents(
            AmqpAdmin admin,
            RabbitTemplate rabbit,
            EventProperties settings,
            JsonMapper json,
            @Value("${spring.application.name}") String service) {
        return new PublishedEvents(admin, rabbit, settings, json, service);
    }

    @Bean
    EventSender eventSender(RabbitTemplate rabbit, EventProperties settings, JsonMapper json) {
        return new EventSender(rabbit, settings, json);
    }
}
