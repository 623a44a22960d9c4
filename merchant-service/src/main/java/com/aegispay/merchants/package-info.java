/** merchant-service: who sells, with which keys, and where webhooks go. */
@NullMarked
@CheckReturnValue
package com.aegispay.merchants;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
