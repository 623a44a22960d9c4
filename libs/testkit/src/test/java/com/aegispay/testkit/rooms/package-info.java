@NullMarked
@CheckReturnValue
package com.aegispay.testkit.rooms;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
