/** The other services, as far as this one asks them. */
@NullMarked
package io.sanhang.identity.neighbours;

import org.jspecify.annotations.NullMarked;
