/** Merchants. */
@NullMarked
@CheckReturnValue
package com.aegispay.merchants.merchant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
