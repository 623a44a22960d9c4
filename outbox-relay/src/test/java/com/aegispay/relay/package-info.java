@NullMarked
@CheckReturnValue
package com.aegispay.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
