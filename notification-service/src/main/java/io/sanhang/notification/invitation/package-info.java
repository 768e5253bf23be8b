/** Invitations to rate, for identity-service. */
@NullMarked
package io.sanhang.notification.invitation;

import org.jspecify.annotations.NullMarked;
