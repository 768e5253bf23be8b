@NullMarked
package io.sanhang.notification.neighbours;

import org.jspecify.annotations.NullMarked;
