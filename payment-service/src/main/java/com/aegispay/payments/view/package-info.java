/** How payments look from outside: the public objects, the events, the stored answers. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.view;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
