/** The demo county's share of this service. */
@NullMarked
package io.sanhang.identity.demo;

import org.jspecify.annotations.NullMarked;
