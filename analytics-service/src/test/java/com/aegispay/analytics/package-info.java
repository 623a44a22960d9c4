/** Tests. */
@NullMarked
@CheckReturnValue
package com.aegispay.analytics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
