/** Kafka in. */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
