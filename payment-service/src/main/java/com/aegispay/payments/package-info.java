/** payment-service: start-up and wiring. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
