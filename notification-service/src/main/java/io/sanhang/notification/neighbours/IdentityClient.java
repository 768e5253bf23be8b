package io.sanhang.notification.neighbours;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The part of identity-service's interface that is used here; {@link Recipients} alone calls it. */
@FeignClient(name = "identity-service", url = "${sanhang.neighbours.identity}")
interface IdentityClient {

    record Person(String accountId, String name, @Nullable String phone) {}

    record People(List<Person> items) {}

    @GetMapping("/api/identity/internal/recipients")
    People ofUnit(@RequestParam String unitId);

    @GetMapping("/api/identity/internal/recipients")
    People withRole(@RequestParam String role);
}
