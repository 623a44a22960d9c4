@NullMarked
@CheckReturnValue
package com.aegispay.payments.vault;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
