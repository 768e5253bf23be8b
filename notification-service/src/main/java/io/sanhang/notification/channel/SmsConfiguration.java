package io.sanhang.notification.channel;

import io.sanhang.notification.channel.SmsProperties.Provider;
import io.sanhang.notification.channel.SmsProvider.NotSent;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** Chooses the one provider. What contradicts itself stops the start instead of losing messages later. */
@Configuration
class SmsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SmsConfiguration.class);

    @Bean
    @Primary
    SmsProvider smsProvider(SmsProperties settings, ObjectProvider<Mailbox> mailbox, JsonMapper json, Clock clock) {
        var open = mailbox.getIfAvailable();
        var chosen =
                settings.provider() != null ? settings.provider() : open != null ? Provider.MAILBOX : Provider.NONE;
        return signing(
                settings.signature(),
                switch (chosen) {
                    case MAILBOX -> required(open, "sanhang.notification.mailbox.enabled=true");
                    case HTTP ->
                        new HttpSms(required(settings.http(), "sanhang.notification.sms.http.url"), json, clock);
                    case NONE -> new NoSms();
                });
    }

    private static SmsProvider signing(String signature, SmsProvider provider) {
        return signature.isBlank() || !provider.configured()
                ? provider
                : (id, phone, text) -> provider.send(id, phone, "【" + signature + "】" + text);
    }

    private static <T> T required(@Nullable T setting, String name) {
        if (setting == null) {
            throw new IllegalStateException("sanhang.notification.sms.provider also needs " + name);
        }
        return setting;
    }

    /** Nobody said how: messages are kept as failed with this reason, and codes are refused. */
    private static final class NoSms implements SmsProvider {

        NoSms() {
            LOG.warn("No SMS provider is configured: no text message will be sent");
        }

        @Override
        public void send(String id, String phone, String text) throws NotSent {
            throw new NotSent("sms-not-configured", true);
        }

        @Override
        public boolean configured() {
            return false;
        }
    }
}
