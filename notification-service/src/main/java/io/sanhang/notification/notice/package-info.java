@NullMarked
package io.sanhang.notification.notice;

import org.jspecify.annotations.NullMarked;
