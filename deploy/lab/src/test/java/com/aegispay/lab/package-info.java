@NullMarked
@CheckReturnValue
package com.aegispay.lab;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
