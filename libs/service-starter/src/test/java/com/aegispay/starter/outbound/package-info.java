@NullMarked
@CheckReturnValue
package com.aegispay.starter.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
