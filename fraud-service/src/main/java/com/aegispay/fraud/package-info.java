/**
 * fraud-service: how risky is this payment?
 *
 * <p>An assessment costs one round trip to Redis (velocity) and one to PostgreSQL (the assessment,
 * its review and its events, in one statement); everything else is in memory. What is answered is
 * stored before it is answered, once for each payment: asked again, the answer is the same.
 * Assessments of payments that never came to be, because the caller died or refused for another
 * reason, are harmless: nothing but the velocity of the next minutes depends on them.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
