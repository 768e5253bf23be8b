package io.sanhang.identity.directory;

import io.sanhang.identity.account.Account;
import io.sanhang.identity.account.Accounts;
import io.sanhang.support.errors.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whom a message concerns: for the notification service only, since it tells phone numbers. */
@RestController
class RecipientController {

    record Recipient(String accountId, String name, String phone) {}

    record Recipients(List<Recipient> items) {}

    private final Directory directory;
    private final Accounts accounts;

    RecipientController(Directory directory, Accounts accounts) {
        this.directory = directory;
        this.accounts = accounts;
    }

    /**
     * By one of: account; post (its present holder); unit, role, or both. Unit with role {@code LEADER} means those who
     * lead the unit.
     */
    @GetMapping("/api/identity/internal/recipients")
    @PreAuthorize("hasRole('SERVICE')")
    Recipients recipients(
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String postId,
            @RequestParam(required = false) @Nullable String unitId,
            @RequestParam(required = false) @Nullable String role) {
        return new Recipients(found(accountId, postId, unitId, role)
                .filter(Account::enabled)
                .map(account -> new Recipient(account.id(), account.name(), accounts.phone(account)))
                .toList());
    }

    private Stream<Account> found(
            @Nullable String accountId, @Nullable String postId, @Nullable String unitId, @Nullable String role) {
        if (accountId != null) {
            return accounts.find(accountId).stream();
        }
        if (postId != null) {
            return holders(Stream.of(directory.post(postId)));
        }
        if (unitId != null && "LEADER".equals(role)) {
            return holders(directory.leading(unitId).stream());
        }
        if (unitId == null && role == null) {
            throw Refusal.malformed("recipient-not-named");
        }
        return accounts.matching(unitId, role).stream();
    }

    private Stream<Account> holders(Stream<Post> posts) {
        return posts.map(Post::holder)
                .filter(Objects::nonNull)
                .map(Post.Holder::accountId)
                .filter(Objects::nonNull)
                .distinct()
                .map(accounts::find)
                .flatMap(Optional::stream);
    }
}
