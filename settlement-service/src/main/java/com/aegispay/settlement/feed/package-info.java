/** Events in. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
