@NullMarked
@CheckReturnValue
package com.aegispay.testkit.rooms.side;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
