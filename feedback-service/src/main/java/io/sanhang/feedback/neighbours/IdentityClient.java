package io.sanhang.feedback.neighbours;

import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

/** The part of identity-service's interface that is used here; {@link Directory} alone calls it. */
@FeignClient(name = "identity-service", url = "${sanhang.neighbours.identity}")
interface IdentityClient {

    record Unit(String id, String name) {}

    record Units(List<Unit> items) {}

    @GetMapping("/api/identity/units")
    Units units();
}
