/** PostgreSQL: the read models, and the questions that are put to them. */
@NullMarked
@CheckReturnValue
package com.aegispay.analytics.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
