/** The working calendar's years: what the State Council's yearly notice says, imported by the office. */
@NullMarked
package io.sanhang.identity.calendar;

import org.jspecify.annotations.NullMarked;
