/** Named lists that the plan mentions and does not spell out: an office fills them in (A9 item 6 of the acceptance list). */
@NullMarked
package io.sanhang.task.dictionary;

import org.jspecify.annotations.NullMarked;
