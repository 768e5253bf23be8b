/** What holds for every request before it is routed: headers, paths, limits, errors. */
@NullMarked
package io.sanhang.gateway.edge;

import org.jspecify.annotations.NullMarked;
