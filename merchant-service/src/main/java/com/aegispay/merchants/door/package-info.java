/** What this service's doors share beyond the starter: versions, pages, texts. */
@NullMarked
@CheckReturnValue
package com.aegispay.merchants.door;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
