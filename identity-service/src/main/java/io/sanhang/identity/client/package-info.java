/** Tokens: the authorization server, its clients, keys and stored authorizations. */
@NullMarked
package io.sanhang.identity.client;

import org.jspecify.annotations.NullMarked;
