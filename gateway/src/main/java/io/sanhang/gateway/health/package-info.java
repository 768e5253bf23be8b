/** Whether the platform is ready. */
@NullMarked
package io.sanhang.gateway.health;

import org.jspecify.annotations.NullMarked;
