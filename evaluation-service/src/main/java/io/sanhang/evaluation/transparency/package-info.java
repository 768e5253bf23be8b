/** What anyone can check: the tree of leaves, its signed heads, receipts. */
@NullMarked
package io.sanhang.evaluation.transparency;

import org.jspecify.annotations.NullMarked;
