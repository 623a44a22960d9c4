/** Read models of what the other services tell, and the figures made of them. */
@NullMarked
@CheckReturnValue
package com.aegispay.analytics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
