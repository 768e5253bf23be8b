@NullMarked
package io.sanhang.feedback.demo;

import org.jspecify.annotations.NullMarked;
