/** From ballots to scores, zfpj-score-1. */
@NullMarked
package io.sanhang.evaluation.scoring;

import org.jspecify.annotations.NullMarked;
