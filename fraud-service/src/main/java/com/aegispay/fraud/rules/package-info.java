/** The law: what is known of a payment and a rule book give an assessment. Pure. */
@NullMarked
@CheckReturnValue
package com.aegispay.fraud.rules;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
