/**
 * The local default: PostgreSQL, Redis and Kafka, the seven services and the front door in one JVM.
 *
 * <p>{@link com.aegispay.local.Launcher} is the program behind {@code ./aegispay up}; {@link
 * com.aegispay.local.Platform} is what it starts and stops.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.local;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
