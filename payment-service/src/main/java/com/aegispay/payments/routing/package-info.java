/** Which gateway a payment may go to, and what may be tried next. Pure. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.routing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
