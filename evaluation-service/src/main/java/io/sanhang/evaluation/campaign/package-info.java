/** Campaigns of mass appraisal: prepared, opened, closed, published (A092). */
@NullMarked
package io.sanhang.evaluation.campaign;

import org.jspecify.annotations.NullMarked;
