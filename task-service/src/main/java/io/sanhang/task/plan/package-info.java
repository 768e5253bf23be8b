/** The plan document: read, shown as a tree of clauses with what is doubtful, corrected, confirmed (A001–A012). */
@NullMarked
package io.sanhang.task.plan;

import org.jspecify.annotations.NullMarked;
