/** Prefixed, time-ordered ids. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.id;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
