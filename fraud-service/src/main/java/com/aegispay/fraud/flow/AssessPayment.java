package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.Assessment;
import com.aegispay.fraud.rules.Assessor;
import com.aegispay.fraud.rules.Decision;
import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.Signals;
import com.aegispay.fraud.store.Assessments;
import com.aegispay.fraud.store.KeptAssessment;
import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.fraud.store.RuleBooks;
import com.aegispay.fraud.velocity.VelocityCounters;
import com.aegispay.outbox.Event;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assesses a payment, once: the first answer is kept and given again. */
public final class AssessPayment {

  private final VelocityCounters velocity;
  private final RuleBooks books;
  private final MerchantProfiles profiles;
  private final Assessments assessments;
  private final FraudEvents events;
  private final Ids ids;
  private final InstantSource clock;

  public AssessPayment(
      VelocityCounters velocity,
      RuleBooks books,
      MerchantProfiles profiles,
      Assessments assessments,
      Ids ids,
      InstantSource clock) {
    this.velocity = velocity;
    this.books = books;
    this.profiles = profiles;
    this.assessments = assessments;
    this.events = new FraudEvents(ids);
    this.ids = ids;
    this.clock = clock;
  }

  public KeptAssessment assess(PaymentFacts payment) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Signals signals =
        new Signals(payment, velocity.count(payment, now), profiles.of(payment.scope()));
    Assessment assessment = Assessor.assess(signals, books.of(payment.scope()));
    KeptAssessment made =
        new KeptAssessment(ids.next("ras"), payment.payment(), payment.scope(), assessment, now);
    List<Event> told = new ArrayList<>();
    told.add(events.assessed(made));
    @Nullable String review = null;
    if (assessment.decision() == Decision.REVIEW) {
      review = ids.next("rev");
      told.add(events.opened(ReviewResource.opened(review, made), payment.scope()));
    }
    return assessments.keep(made, payment, review, told);
  }
}
