/** Tasks: who owes what by when, and every step until the office closes it. */
@NullMarked
package io.sanhang.task.task;

import org.jspecify.annotations.NullMarked;
