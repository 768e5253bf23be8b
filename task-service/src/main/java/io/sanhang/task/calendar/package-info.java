/** The working days that tasks count, as they are imported elsewhere. */
@NullMarked
package io.sanhang.task.calendar;

import org.jspecify.annotations.NullMarked;
