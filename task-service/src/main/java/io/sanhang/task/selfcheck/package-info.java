/** Self-checks: forms that the office sets up, rounds over units, what changed since the last round (A013, A018). */
@NullMarked
package io.sanhang.task.selfcheck;

import org.jspecify.annotations.NullMarked;
