/** Evidence files: kept whole, typed by content, given only to who may see them. */
@NullMarked
package io.sanhang.task.file;

import org.jspecify.annotations.NullMarked;
