/** Hundred-day drives (百日会战): one end date, tables by line and field, four stages. */
@NullMarked
package io.sanhang.task.directory;

import org.jspecify.annotations.NullMarked;
