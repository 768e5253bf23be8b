/** Special inspections (专项督导): by people from outside the inspected units, who alone see what was found. */
@NullMarked
package io.sanhang.evaluation.inspection;

import org.jspecify.annotations.NullMarked;
