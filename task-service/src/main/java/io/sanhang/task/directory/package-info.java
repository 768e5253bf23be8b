/** What the directory says of units and posts, for every feature here that keeps some. */
@NullMarked
package io.sanhang.task.directory;

import org.jspecify.annotations.NullMarked;
