/** The platform on one machine with nothing else installed: store, broker and launcher. */
@NullMarked
package io.sanhang.standalone;

import org.jspecify.annotations.NullMarked;
