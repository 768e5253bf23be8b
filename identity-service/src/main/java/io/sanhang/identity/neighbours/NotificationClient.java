package io.sanhang.identity.neighbours;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The part of notification-service's interface that is used here; {@link CodeSender} alone calls it. */
@FeignClient(name = "notification-service", url = "${sanhang.neighbours.notification}")
interface NotificationClient {

    record Code(String id, String phone, String code, String purpose, long validMinutes) {

        /** A code must not reach a log. */
        @Override
        public String toString() {
            return "Code[" + id + "]";
        }
    }

    @PostMapping("/api/notification/internal/one-time-codes")
    void send(@RequestBody Code code);
}
