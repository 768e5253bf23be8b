package io.sanhang.identity.directory;

import io.sanhang.identity.account.Accounts;
import io.sanhang.identity.audit.Audit;
import io.sanhang.identity.audit.AuditEntry.Subject;
import io.sanhang.identity.audit.Said;
import io.sanhang.identity.directory.Post.Holder;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Changes who holds a post, and what it is called. */
@Service
class PostService {

    private final Directory directory;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;

    PostService(Directory directory, Accounts accounts, Audit audit, Clock clock) {
        this.directory = directory;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The same holder again changes nothing.
     *
     * @throws Refusal {@code no-such-account}, {@code account-disabled}, {@code not-found}, {@code changed-meanwhile}
     */
    Post appoint(String postId, @Nullable String accountId, @Nullable String name, Caller by, IfMatch ifMatch) {
        var post = directory.post(postId);
        ifMatch.require(post);
        var today = LocalDate.now(clock);
        var holder = holder(accountId, name, today);
        if (post.isHeldBy(holder)) {
            return post;
        }
        var next = post.heldBy(holder, today);
        var what = Said.of("任职", name(post.holder()), name(holder)).toString();
        audit.of(by, Subject.POST, postId, post.title(), what, () -> directory.replace(next, post));
        return next;
    }

    /**
     * The same title again changes nothing.
     *
     * @throws Refusal {@code not-found}, {@code changed-meanwhile}
     */
    Post rename(String postId, String title, Caller by, IfMatch ifMatch) {
        var post = directory.post(postId);
        ifMatch.require(post);
        if (post.title().equals(title)) {
            return post;
        }
        var next = post.titled(title);
        var what = Said.of("岗位名称", post.title(), title).toString();
        audit.of(by, Subject.POST, postId, title, what, () -> directory.replace(next, next.renamed(post.title())));
        return next;
    }

    private static String name(@Nullable Holder holder) {
        return holder == null ? "空缺" : holder.name();
    }

    private @Nullable Holder holder(@Nullable String accountId, @Nullable String name, LocalDate since) {
        if (accountId != null && !accountId.isBlank()) {
            var account = accounts.find(accountId)
                    .orElseThrow(() -> Refusal.invalid("no-such-account").at("/accountId"));
            if (!account.enabled()) {
                throw Refusal.invalid("account-disabled").at("/accountId");
            }
            return new Holder(account.name(), account.id(), since);
        }
        return name == null || name.isBlank() ? null : new Holder(name.strip(), null, since);
    }
}
