/** How anything of a merchant changes: one change at a time, each with its events. */
@NullMarked
@CheckReturnValue
package com.aegispay.merchants.change;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
