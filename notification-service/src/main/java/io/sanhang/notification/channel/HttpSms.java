package io.sanhang.notification.channel;

import io.sanhang.notification.channel.SmsProperties.Format;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP gateway, as provinces and carriers offer them: one signed POST for each message. */
final class HttpSms implements SmsProvider {

    private final SmsProperties.Http settings;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient http;

    HttpSms(SmsProperties.Http settings, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        http = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void send(String id, String phone, String text) throws NotSent {
        var answer = exchange(request(body(id, phone, text)));
        var status = answer.statusCode();
        if (status == 400 || status == 422) {
            throw new NotSent("gateway-refused-" + status, true);
        }
        if (status < 200 || status > 299) {
            throw new NotSent("gateway-status-" + status, false);
        }
        if (settings.successContains() != null && !answer.body().contains(settings.successContains())) {
            throw new NotSent("gateway-said-no", false);
        }
    }

    private String body(String id, String phone, String text) {
        Map<String, String> filled = new LinkedHashMap<>();
        settings.fields()
                .forEach((name, pattern) -> filled.put(
                        name,
                        switch (pattern) {
                            case "{text}" -> text;
                            default ->
                                pattern.replace("{phone}", phone)
                                        .replace("{id}", id)
                                        .replace("{text}", text);
                        }));
        return settings.format() == Format.JSON
                ? json.writeValueAsString(filled)
                : filled.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private HttpRequest request(String body) {
        var request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header(
                        "Content-Type",
                        settings.format() == Format.JSON
                                ? "application/json; charset=utf-8"
                                : "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofString(body));
        settings.headers().forEach(request::header);
        if (settings.signatureHeader() != null) {
            var timestamp = String.valueOf(clock.instant().getEpochSecond());
            request.header(settings.timestampHeader(), timestamp);
            request.header(settings.signatureHeader(), hmac(timestamp + "\n" + body));
        }
        return request.build();
    }

    private HttpResponse<String> exchange(HttpRequest request) throws NotSent {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotSent("gateway-unreachable", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent("interrupted", false);
        }
    }

    private String hmac(String what) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
