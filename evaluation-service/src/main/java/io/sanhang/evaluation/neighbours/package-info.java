/** Services that this one asks. */
@NullMarked
package io.sanhang.evaluation.neighbours;

import org.jspecify.annotations.NullMarked;
