/** Anonymous ballots: checked, accepted once, receipted. */
@NullMarked
package io.sanhang.evaluation.ballot;

import org.jspecify.annotations.NullMarked;
