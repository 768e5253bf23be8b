package io.sanhang.identity.neighbours;

import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The part of notification-service's interface that is used here; {@link CodeSender} and {@link InvitationSender} alone call it. */
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

    record Invitations(List<InvitationSender.Message> items) {}

    @PostMapping("/api/notification/internal/invitations")
    void invite(@RequestBody Invitations invitations);

    record Ids(List<String> ids) {}

    record State(String id, String state) {}

    record States(List<State> items) {}

    @PostMapping("/api/notification/internal/invitation-states")
    States states(@RequestBody Ids ids);
}
