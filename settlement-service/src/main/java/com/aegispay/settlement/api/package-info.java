/** HTTP in. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
