/** HTTP in; JSON records are born and die here. */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
