/** Units, posts, their holders, groups, and what the names in a plan stand for. */
@NullMarked
package io.sanhang.identity.directory;

import org.jspecify.annotations.NullMarked;
