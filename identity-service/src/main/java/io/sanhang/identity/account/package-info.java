/** Staff accounts. */
@NullMarked
package io.sanhang.identity.account;

import org.jspecify.annotations.NullMarked;
