@NullMarked
@CheckReturnValue
package com.aegispay.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
