/** Kills processes of a fleet under load, one after another, and looks for broken promises. */
@NullMarked
@CheckReturnValue
package com.aegispay.lab.crash;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
