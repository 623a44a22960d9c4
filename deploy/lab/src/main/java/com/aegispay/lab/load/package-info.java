/** Merchants that use the public API all the time, and remember what they were promised. */
@NullMarked
@CheckReturnValue
package com.aegispay.lab.load;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
