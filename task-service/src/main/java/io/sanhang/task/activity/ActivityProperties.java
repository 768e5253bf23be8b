package io.sanhang.task.activity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.task.activity.*}.
 *
 * @param types where the types of records are described; an office may bring its own file
 * @param reportWithin working days from a task's close-out to its result report
 * @param remindAhead working days before the end of a month or quarter at which the clock reminds
 */
@Validated
@ConfigurationProperties("sanhang.task.activity")
record ActivityProperties(
        @DefaultValue("classpath:/activity/types.json") @NotBlank
        String types,

        @DefaultValue("10") @Min(1) @Max(60) int reportWithin,
        @DefaultValue("5") @Min(1) @Max(20) int remindAhead) {}
