/** What must be done: plan import, tasks from clause to close-out, and their evidence. */
@NullMarked
package io.sanhang.task;

import org.jspecify.annotations.NullMarked;
