package io.sanhang.support.events;

import com.mongodb.client.MongoDatabase;
import io.sanhang.support.store.StoreAutoConfiguration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.retry.RepublishMessageRecovererWithConfirms;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Outgoing: publisher and relay. Incoming: queue, bindings, retries and parking, all from {@link EventHandlers}. */
@AutoConfiguration(after = {RabbitAutoConfiguration.class, StoreAutoConfiguration.class})
@EnableConfigurationProperties(EventProperties.class)
class EventAutoConfiguration {

    @Bean
    TopicExchange eventExchange(EventProperties settings) {
        return new TopicExchange(settings.exchange());
    }

    @Bean
    EventPublisher eventPublisher(
            RabbitTemplate rabbit, EventProperties settings, @Value("${spring.application.name}") String source) {
        return new EventPublisher(rabbit, settings, source);
    }

    @Bean
    OutboxRelay outboxRelay(
            MongoDatabase database, EventPublisher publisher, JsonMapper json, Clock clock, EventProperties settings) {
        return new OutboxRelay(database, publisher, json, clock, settings);
    }

    @Bean
    @ConditionalOnBean(EventHandlers.class)
    Declarables eventQueues(
            List<EventHandlers> handlers,
            TopicExchange exchange,
            EventProperties settings,
            @Value("${spring.application.name}") String service) {
        var arguments = new HashMap<>(settings.queueArguments());
        var queue = new Queue(settings.queueOf(service), true, false, false, arguments);
        var declared = new ArrayList<Declarable>();
        declared.add(queue);
        declared.add(new Queue(settings.parkingOf(service), true, false, false, arguments));
        EventHandlers.together(handlers)
                .names()
                .forEach(name ->
                        declared.add(BindingBuilder.bind(queue).to(exchange).with(name)));
        return new Declarables(declared);
    }

    @Bean
    @ConditionalOnBean(EventHandlers.class)
    @ConditionalOnMissingBean(name = "eventListenerContainer")
    SimpleMessageListenerContainer eventListenerContainer(
            ConnectionFactory connections,
            RabbitTemplate rabbit,
            List<EventHandlers> handlers,
            JsonMapper json,
            EventProperties settings,
            @Value("${spring.application.name}") String service) {
        var container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(settings.queueOf(service));
        // One consumer: events of one document are handled in the order in which they happened.
        container.setConcurrentConsumers(1);
        container.setPrefetchCount(50);
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(1000);
        container.setMessageListener(new EventListener(EventHandlers.together(handlers), json));
        container.setAdviceChain(RetryInterceptorBuilder.stateless()
                .configureRetryPolicy(policy -> policy.maxRetries(settings.retries())
                        .delay(java.time.Duration.ofMillis(200))
                        .multiplier(4)
                        .maxDelay(java.time.Duration.ofSeconds(3))
                        .excludes(EventListener.UnreadableEvent.class))
                .recoverer(new RepublishMessageRecovererWithConfirms(
                        rabbit, "", settings.parkingOf(service), ConfirmType.CORRELATED))
                .build());
        return container;
    }
}
