/** The web pages. */
@NullMarked
package io.sanhang.gateway.portal;

import org.jspecify.annotations.NullMarked;
