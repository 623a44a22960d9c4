/** Kafka in. */
@NullMarked
@CheckReturnValue
package com.aegispay.analytics.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
