/** What is shown, and how a figure follows from what was counted. Pure. */
@NullMarked
@CheckReturnValue
package com.aegispay.analytics.figures;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
