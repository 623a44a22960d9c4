/** PostgreSQL: endpoints, messages, deliveries, attempts. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
