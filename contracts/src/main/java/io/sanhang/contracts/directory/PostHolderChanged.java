package io.sanhang.contracts.directory;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import org.jspecify.annotations.Nullable;

/** A post has a new holder, or none. Names only, no accounts. */
@EventName("directory.post-holder-changed.v1")
public record PostHolderChanged(
        String postId,
        String title,
        @Nullable String unitId,
        @Nullable String formerHolder,
        @Nullable String holder) implements DomainEvent {}
