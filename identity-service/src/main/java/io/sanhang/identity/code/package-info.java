/** One-time codes and counted tries, shared by staff sign-in and raters. */
@NullMarked
package io.sanhang.identity.code;

import org.jspecify.annotations.NullMarked;
