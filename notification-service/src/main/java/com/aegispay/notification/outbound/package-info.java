/** Out to merchants' servers, and only to theirs. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
