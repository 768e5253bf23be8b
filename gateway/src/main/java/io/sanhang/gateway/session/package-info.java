/** The browser's session: an OAuth 2.0 client in place of the browser (BFF). */
@NullMarked
package io.sanhang.gateway.session;

import org.jspecify.annotations.NullMarked;
