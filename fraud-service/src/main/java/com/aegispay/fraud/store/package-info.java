/** PostgreSQL; the only room that opens a transaction. */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
