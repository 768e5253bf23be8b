/** The enterprises above designated size, and who of them was visited. */
@NullMarked
package io.sanhang.task.roster;

import org.jspecify.annotations.NullMarked;
