/** Errors as RFC 9457 problems with stable codes. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
