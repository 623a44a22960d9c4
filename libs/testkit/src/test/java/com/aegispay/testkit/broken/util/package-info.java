@NullMarked
@CheckReturnValue
package com.aegispay.testkit.broken.util;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
