/** Amounts in minor units and their ISO 4217 currencies. */
@NullMarked
@CheckReturnValue
package com.aegispay.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
