/** Bulletins: drafts filled from what is recorded, frozen when issued. */
@NullMarked
package io.sanhang.task.digest;

import org.jspecify.annotations.NullMarked;
