/** HTTP in: the delivery log. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
