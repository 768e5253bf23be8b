package io.sanhang.notification.neighbours;

import java.util.Optional;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The part of feedback-service's interface that is used here; {@link SenderContact} alone calls it. */
@FeignClient(name = "feedback-service", url = "${sanhang.neighbours.feedback}", dismiss404 = true)
interface FeedbackClient {

    record Contact(String phone) {

        /** Records print themselves into logs. */
        @Override
        public String toString() {
            return "Contact";
        }
    }

    @GetMapping("/api/feedback/internal/suggestions/{id}/contact")
    Optional<Contact> contact(@PathVariable String id);
}
