@NullMarked
package io.sanhang.notification.code;

import org.jspecify.annotations.NullMarked;
