/** PostgreSQL; the only room with SQL. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
