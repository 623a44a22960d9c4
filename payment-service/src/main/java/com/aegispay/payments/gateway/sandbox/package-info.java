/** The sandbox gateways as the platform calls them: over HTTP, as any other gateway. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.gateway.sandbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
