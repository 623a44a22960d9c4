/** Use cases: load, decide, commit, act outside, feed the answer back. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
