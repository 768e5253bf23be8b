/** What this service asks of its neighbours. */
@NullMarked
package io.sanhang.task.neighbours;

import org.jspecify.annotations.NullMarked;
