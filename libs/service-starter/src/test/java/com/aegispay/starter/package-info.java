@NullMarked
@CheckReturnValue
package com.aegispay.starter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
