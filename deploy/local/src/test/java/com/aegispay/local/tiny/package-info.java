@NullMarked
@CheckReturnValue
package com.aegispay.local.tiny;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
