/** Which scripts the voting pages consist of, for everybody to compare with what they were sent. */
@NullMarked
package io.sanhang.evaluation.bundle;

import org.jspecify.annotations.NullMarked;
