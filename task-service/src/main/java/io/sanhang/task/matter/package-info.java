/** Leaders' instructions, incoming papers and matters with a time limit: who has them, and until when. */
@NullMarked
package io.sanhang.task.matter;

import org.jspecify.annotations.NullMarked;
