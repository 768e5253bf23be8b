/** This service's share of the demo county. */
@NullMarked
package io.sanhang.evaluation.demo;

import org.jspecify.annotations.NullMarked;
