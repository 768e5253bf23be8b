package io.sanhang.evaluation.neighbours;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** What is asked of identity-service, the registrar. */
@FeignClient(name = "identity-service", url = "${sanhang.neighbours.identity}")
interface IdentityClient {

    record Category(
            String id, String name, String entry, @Nullable Boolean needsPhone) {}

    record Wanted(
            List<Category> categories, List<String> units, Instant issueOpens, Instant issueCloses, String title) {}

    record Key(String scope, String kid, String spki) {}

    record Keys(List<Key> keys) {}

    record Issued(String category, String day, long count) {}

    record Issuance(List<Issued> items) {}

    @GetMapping("/api/identity/internal/campaigns/{id}/issuance")
    Issuance issuance(@PathVariable String id);

    @PutMapping("/api/identity/internal/campaigns/{id}/keys")
    Keys keys(@PathVariable String id, @RequestBody Wanted wanted);
}
