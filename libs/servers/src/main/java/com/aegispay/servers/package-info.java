/**
 * Real PostgreSQL, Redis and Kafka from Maven artifacts, for the local default and for tests.
 *
 * <p>All of them listen on loopback only. PostgreSQL and Redis are child processes, Kafka runs in
 * this JVM.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.servers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
