/** The law of settlements: what closes, what is paid out, what is carried over. Pure. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.closing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
