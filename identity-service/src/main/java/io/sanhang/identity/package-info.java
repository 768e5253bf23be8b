/** Who: units, posts and their holders, accounts and sign-in, tokens, and the anonymous credentials of raters. */
@NullMarked
package io.sanhang.identity;

import org.jspecify.annotations.NullMarked;
