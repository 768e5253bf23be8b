/** What others have ordered to be put right becomes a task. */
@NullMarked
package io.sanhang.task.rectification;

import org.jspecify.annotations.NullMarked;
