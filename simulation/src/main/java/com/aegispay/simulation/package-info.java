/**
 * The payment core in worlds of its own: the law, the router, the flows, the sweepers, the relay's
 * protocol and the inbox are the production classes; PostgreSQL, Kafka, the gateways, the merchants
 * and the time are simulated, and a seed decides everything that happens.
 *
 * <p>In a world one thing happens at a time, and what happens next is the seed's choice: messages
 * are lost, late, doubled and out of order; answers of stores are lost though the change is made;
 * processes die before or after any call of a port and come back. Invariants are checked at every
 * change of a store or of a gateway's books, and at the end of the world, when everything is well
 * again and nothing is left to do.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.simulation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
