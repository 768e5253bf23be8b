/** Problem lists of units and working groups: found, claimed, put right, confirmed (A014, A019, A134). */
@NullMarked
package io.sanhang.task.problem;

import org.jspecify.annotations.NullMarked;
