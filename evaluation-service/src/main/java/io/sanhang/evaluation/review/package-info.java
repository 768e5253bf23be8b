/** What looks unusual in a closed campaign, and what people decided about it: signed, public, never a deletion. */
@org.jspecify.annotations.NullMarked
package io.sanhang.evaluation.review;
