/** Telling people: what happened, in words, to whom it concerns, by inbox and text message. */
@NullMarked
package io.sanhang.notification;

import org.jspecify.annotations.NullMarked;
