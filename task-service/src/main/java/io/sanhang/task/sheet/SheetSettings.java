package io.sanhang.task.sheet;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.task.sheets.*}.
 *
 * @param rows the most tasks that one table may bring
 * @param largest the largest table, as it is uploaded
 * @param unpacked the largest table once it is unpacked
 * @param step how many rows one confirmation works off; the page confirms again until all are done
 */
@Validated
@ConfigurationProperties("sanhang.task.sheets")
record SheetSettings(
        @DefaultValue("5000") @Min(1) @Max(50_000) int rows,
        @DefaultValue("10MB") @NotNull DataSize largest,
        @DefaultValue("48MB") @NotNull DataSize unpacked,
        @DefaultValue("500") @Min(1) @Max(5_000) int step) {}
