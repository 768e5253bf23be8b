/** Typed records of what was done: meetings, dispatches, visits, reports. A type is data. */
@NullMarked
package io.sanhang.task.activity;

import org.jspecify.annotations.NullMarked;
