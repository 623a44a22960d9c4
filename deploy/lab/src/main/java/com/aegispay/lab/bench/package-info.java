/** How fast the platform is: open-model load on real processes, and the floor below it. */
@NullMarked
@CheckReturnValue
package com.aegispay.lab.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
