/** The use cases. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
