/** What is degraded. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.health;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
