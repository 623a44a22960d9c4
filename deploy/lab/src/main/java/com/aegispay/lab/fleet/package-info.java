/**
 * The packaged services and their servers, each a process of its own, as containers would run them.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.lab.fleet;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
