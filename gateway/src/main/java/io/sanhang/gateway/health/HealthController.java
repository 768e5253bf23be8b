package io.sanhang.gateway.health;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whether the platform can be used; open to everybody, and says no more than that. */
@RestController
class HealthController {

    private final PlatformHealth platform;

    HealthController(PlatformHealth platform) {
        this.platform = platform;
    }

    @GetMapping("/api/health")
    Mono<ResponseEntity<Health>> health() {
        return platform.services()
                .map(Health::of)
                .map(health -> ResponseEntity.status(health.isUp() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(health));
    }

    record Health(String status, Map<String, String> services) {

        static Health of(Map<String, String> services) {
            var up = services.values().stream().allMatch(PlatformHealth.UP::equals);
            return new Health(up ? PlatformHealth.UP : PlatformHealth.DOWN, services);
        }

        private boolean isUp() {
            return status.equals(PlatformHealth.UP);
        }
    }
}
