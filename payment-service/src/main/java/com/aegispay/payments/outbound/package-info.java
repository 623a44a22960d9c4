/** HTTP out, for those who call other systems. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
