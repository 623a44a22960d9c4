/**
 * The double-entry ledger, fees, settlements and payouts.
 *
 * <p>Rooms: {@code ledger} (the law of the books) sees nothing; {@code closing} (the law of
 * settlements) sees {@code ledger}; {@code resource} (public shapes) sees both; {@code store} (SQL)
 * sees the three; {@code flow} (use cases) sees {@code store} and what it sees; {@code feed} and
 * {@code api} are the doors, and nobody sees them.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
