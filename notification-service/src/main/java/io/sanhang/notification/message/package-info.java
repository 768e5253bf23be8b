@NullMarked
package io.sanhang.notification.message;

import org.jspecify.annotations.NullMarked;
