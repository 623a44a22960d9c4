@NullMarked
@CheckReturnValue
package com.aegispay.payments.gateway.sandbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
