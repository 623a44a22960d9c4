/** Webhook endpoints and their signing secrets. */
@NullMarked
@CheckReturnValue
package com.aegispay.merchants.endpoint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
