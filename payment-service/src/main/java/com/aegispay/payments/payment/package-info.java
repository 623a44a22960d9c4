/** The law of payments: states, commands, events, refusals. Pure; sees nothing but money. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.payment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
