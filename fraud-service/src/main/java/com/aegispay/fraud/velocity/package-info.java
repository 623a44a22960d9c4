/** How often something happened lately, counted in Redis. */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud.velocity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
