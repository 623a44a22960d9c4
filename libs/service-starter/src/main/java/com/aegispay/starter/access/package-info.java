/** Who calls: API keys, operators, services, and how often they may. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
