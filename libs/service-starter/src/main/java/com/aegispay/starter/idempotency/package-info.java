/** Idempotency keys for requests whose effect is one transaction. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.idempotency;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
