/**
 * The other side of the sandbox gateways: an HTTP server with books of its own, which behaves by
 * the number of the card. It stands for companies that are not ours, so it shares nothing with the
 * platform but the protocol.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.payments.gateway.sandbox.server;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
