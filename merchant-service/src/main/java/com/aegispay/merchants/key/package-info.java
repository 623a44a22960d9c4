/** API keys. A key's secret is shown once and kept as a hash. */
@NullMarked
@CheckReturnValue
package com.aegispay.merchants.key;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
