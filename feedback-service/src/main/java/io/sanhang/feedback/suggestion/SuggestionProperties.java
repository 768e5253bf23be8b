package io.sanhang.feedback.suggestion;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.feedback.suggestion.*}.
 *
 * @param decideWithin working days in which the office decides who handles a suggestion
 * @param answerWithin working days from acceptance to the answer
 */
@Validated
@ConfigurationProperties("sanhang.feedback.suggestion")
record SuggestionProperties(
        @DefaultValue("3") @Min(1) @Max(30) int decideWithin,
        @DefaultValue("10") @Min(1) @Max(60) int answerWithin) {}
