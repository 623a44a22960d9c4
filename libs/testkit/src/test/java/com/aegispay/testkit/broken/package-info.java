@NullMarked
@CheckReturnValue
package com.aegispay.testkit.broken;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
