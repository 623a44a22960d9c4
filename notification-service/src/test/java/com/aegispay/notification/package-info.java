/** Tells merchants what happened. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
