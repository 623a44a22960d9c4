/** What operators do to a running service, beside its own business. */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.operations;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
