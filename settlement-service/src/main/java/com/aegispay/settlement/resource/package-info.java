/** What merchants and operators see, in the API and in events. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.resource;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
