/** Tables of tasks: an export of what the ledger shows, a template, and an import that loses no row. */
@NullMarked
package io.sanhang.task.sheet;

import org.jspecify.annotations.NullMarked;
