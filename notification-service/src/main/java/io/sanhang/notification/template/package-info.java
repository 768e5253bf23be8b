@NullMarked
package io.sanhang.notification.template;

import org.jspecify.annotations.NullMarked;
