/** From an event to a delivery that has ended. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
