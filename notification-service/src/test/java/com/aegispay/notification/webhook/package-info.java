/** Tests of the room. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
