/** The test kit of every service: a store, a broker, a clock, tokens, and the rules of the house. */
@NullMarked
package io.sanhang.testing;

import org.jspecify.annotations.NullMarked;
