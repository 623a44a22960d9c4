@NullMarked
@CheckReturnValue
package com.aegispay.keyring;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
