package io.sanhang.task.task;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.task.history.*}.
 *
 * @param digest {@code sm3} or {@code sha-256}: what seals the next line of a history; earlier lines keep theirs
 */
@Validated
@ConfigurationProperties("sanhang.task.history")
record HistoryProperties(@DefaultValue("sm3") Digest digest) {}
