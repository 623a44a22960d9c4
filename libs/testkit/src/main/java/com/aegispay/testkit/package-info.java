/**
 * What tests stand on: real PostgreSQL, Redis and Kafka, a database for each test class, and the
 * house rules as checks.
 *
 * <p>{@link com.aegispay.testkit.TestServers} decides where the servers come from. {@link
 * com.aegispay.testkit.TestDatabase} gives a migrated database of one's own and the Spring
 * properties to use it. {@link com.aegispay.testkit.Rooms} and {@link
 * com.aegispay.testkit.HouseRules} are called by one test of each module.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
