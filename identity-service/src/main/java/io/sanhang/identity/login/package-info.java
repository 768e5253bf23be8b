/** Staff sign-in: password, then a one-time code. */
@NullMarked
package io.sanhang.identity.login;

import org.jspecify.annotations.NullMarked;
