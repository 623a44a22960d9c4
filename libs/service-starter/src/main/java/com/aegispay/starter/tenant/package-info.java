/**
 * One merchant never sees another's rows. A service's role is bound by row-level security: it sees
 * the rows of the merchant that the transaction was told ({@code aegispay.merchant}), and none
 * where it was told nothing. What works for all merchants, such as a sweeper, has a role of its
 * own, with grants to the few columns that it needs.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.tenant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
