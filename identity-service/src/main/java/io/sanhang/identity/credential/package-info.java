/** The registrar of anonymous ratings: who may rate, and blind signatures. It has a database of its own. */
@NullMarked
package io.sanhang.identity.credential;

import org.jspecify.annotations.NullMarked;
