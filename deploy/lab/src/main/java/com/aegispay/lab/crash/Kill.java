package com.aegispay.lab.crash;

import java.time.Duration;
import java.time.Instant;

/**
 * A kill that was carried out.
 *
 * @param reached whether it came at the step that was drawn; otherwise at some moment, because
 *     nobody came to the step in time
 * @param inFlight requests of the load that had no answer at the kill
 * @param away from the kill until the process did its work again
 */
record Kill(
    int number,
    Casualty casualty,
    String node,
    boolean reached,
    int inFlight,
    Instant at,
    Duration away) {}
