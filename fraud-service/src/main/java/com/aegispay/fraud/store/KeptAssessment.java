package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.Assessment;
import com.aegispay.fraud.rules.Scope;
import java.time.Instant;

/** An assessment as it was answered and stored. */
public record KeptAssessment(
    String id, String payment, Scope scope, Assessment assessment, Instant assessedAt) {}
