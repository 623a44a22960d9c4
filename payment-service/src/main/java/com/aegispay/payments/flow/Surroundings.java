package com.aegispay.payments.flow;

import com.aegispay.starter.id.Ids;
import java.time.Clock;

/** What flows take from outside: how long to wait, new ids, the time, who is told of each step. */
public record Surroundings(DoubtLadder ladder, Ids ids, Clock clock, Steps steps) {}
