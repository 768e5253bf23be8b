package io.sanhang.evaluation.bundle;

import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.support.errors.Refusal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The voting pages as the gateway serves them at this moment. The portal's build lists their scripts, and the page that
 * loads them, in {@code /bundle.txt}, one {@code <sha-256 hex>  <path>} a line, sorted by path, as {@code sha256sum}
 * writes and reads it; the hash of that list stands for all of it (ballots protocol §2.2, docs/adr/0010).
 */
@Component
public class ServedBundle {

    private static final Logger LOG = LoggerFactory.getLogger(ServedBundle.class);
    private static final Pattern LIST = Pattern.compile("(?:[0-9a-f]{64} {2}[\\w./-]+\n){1,500}");

    private final BundleSettings settings;
    private final HttpClient http;

    ServedBundle(BundleSettings settings) {
        this.settings = settings;
        http = HttpClient.newBuilder().connectTimeout(settings.patience()).build();
    }

    /**
     * The hash of the list, hex; empty where no address is set.
     *
     * @throws Refusal {@code page-scripts-unknown} when there is an address and no list
     */
    public Optional<String> sha256() {
        return Optional.ofNullable(settings.address()).map(address -> {
            try {
                var request = HttpRequest.newBuilder(address)
                        .timeout(settings.patience())
                        .build();
                var answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (answer.statusCode() == 200 && LIST.matcher(answer.body()).matches()) {
                    return HexFormat.of().formatHex(Merkle.sha256(answer.body().getBytes(StandardCharsets.UTF_8)));
                }
                LOG.warn("No list of scripts at {}: status {}", address, answer.statusCode());
            } catch (IOException e) {
                LOG.warn("No list of scripts at {}: {}", address, e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw Refusal.unavailable("page-scripts-unknown");
        });
    }
}
