package io.sanhang.task.matter;

import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.task.matters.*}.
 *
 * @param closesAt what comes in after it counts from the next working day
 */
@Validated
@ConfigurationProperties("sanhang.task.matters")
record MatterProperties(@NotNull LocalTime closesAt) {}
