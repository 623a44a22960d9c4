@NullMarked
@CheckReturnValue
package com.aegispay.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
