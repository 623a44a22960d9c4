/** What every door of every service needs: start-up, defaults, wiring. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
