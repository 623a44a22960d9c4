@NullMarked
@CheckReturnValue
package com.aegispay.testkit.rooms.back;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
