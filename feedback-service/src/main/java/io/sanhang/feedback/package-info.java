@NullMarked
package io.sanhang.feedback;

import org.jspecify.annotations.NullMarked;
