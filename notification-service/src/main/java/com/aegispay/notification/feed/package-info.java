/** Kafka in: the merchants' endpoints, and what happened to their payments. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
