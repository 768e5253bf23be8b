package io.sanhang.contracts.directory;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import org.jspecify.annotations.Nullable;

/** A post is called something else; it stays the same post, with the same holder and duties. */
@EventName("directory.post-renamed.v1")
public record PostRenamed(String postId, @Nullable String unitId, String formerTitle, String title)
        implements DomainEvent {}
