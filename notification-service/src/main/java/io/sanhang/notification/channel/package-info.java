@NullMarked
package io.sanhang.notification.channel;

import org.jspecify.annotations.NullMarked;
