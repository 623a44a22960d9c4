/** HTTP in. */
@NullMarked
@CheckReturnValue
package com.aegispay.analytics.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
