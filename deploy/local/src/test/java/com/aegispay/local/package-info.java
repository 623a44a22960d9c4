@NullMarked
@CheckReturnValue
package com.aegispay.local;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
