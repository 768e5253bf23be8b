/** Ratings on printed sheets: codes committed before they are printed, each sheet entered by two people (A093). */
@NullMarked
package io.sanhang.evaluation.paper;

import org.jspecify.annotations.NullMarked;
