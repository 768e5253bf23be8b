@NullMarked
package io.sanhang.notification.demo;

import org.jspecify.annotations.NullMarked;
