/** The port to payment gateways: what they can do, what they are asked, what they may answer. */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
