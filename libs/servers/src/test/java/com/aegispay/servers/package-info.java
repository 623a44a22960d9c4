@NullMarked
@CheckReturnValue
package com.aegispay.servers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
