@NullMarked
@CheckReturnValue
package com.aegispay.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
