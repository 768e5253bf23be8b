@NullMarked
package io.sanhang.feedback.suggestion;

import org.jspecify.annotations.NullMarked;
