/** The edge of the platform: the only part that the outside world talks to. */
@NullMarked
package io.sanhang.gateway;

import org.jspecify.annotations.NullMarked;
