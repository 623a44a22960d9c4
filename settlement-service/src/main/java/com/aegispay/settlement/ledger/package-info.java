/** The law of the books: accounts, postings, and which entry each business fact makes. Pure. */
@NullMarked
@CheckReturnValue
package com.aegispay.settlement.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
