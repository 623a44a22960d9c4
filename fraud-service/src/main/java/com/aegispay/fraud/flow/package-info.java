/** One use case, one class. */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
