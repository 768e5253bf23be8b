@NullMarked
package io.sanhang.feedback.neighbours;

import org.jspecify.annotations.NullMarked;
