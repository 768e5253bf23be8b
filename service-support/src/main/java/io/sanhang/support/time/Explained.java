package io.sanhang.support.time;

import java.time.LocalDate;

/**
 * A deadline and why it is that day.
 *
 * @param dueOn the last day
 * @param sentence one Chinese sentence, without its full stop: the day, from when how many working days were counted,
 *     and which make-up workdays and holidays lie in between
 * @param remark the last part of the sentence alone: what makes the count differ from a plain one; empty when nothing
 *     does
 */
public record Explained(LocalDate dueOn, String sentence, String remark) {}
