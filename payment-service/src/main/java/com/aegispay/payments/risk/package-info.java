/** The call to fraud-service: a hard budget, and a declared fallback. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.risk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
