/** The way to the five services. */
@NullMarked
package io.sanhang.gateway.route;

import org.jspecify.annotations.NullMarked;
