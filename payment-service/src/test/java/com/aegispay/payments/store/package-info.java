@NullMarked
@CheckReturnValue
package com.aegispay.payments.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
