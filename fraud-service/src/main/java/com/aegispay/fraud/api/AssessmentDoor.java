package com.aegispay.fraud.api;

import com.aegispay.fraud.flow.AssessPayment;
import com.aegispay.fraud.flow.Rehearsal;
import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.Reason;
import com.aegispay.fraud.store.KeptAssessment;
import com.aegispay.starter.access.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What payment-service asks before it goes to a gateway. */
@RestController
@Hidden
class AssessmentDoor {

  static final String PATH = "/internal/v1/fraud/assessments";

  private final AssessPayment assessPayment;
  private final Rehearsal rehearsal;

  AssessmentDoor(AssessPayment assessPayment, Rehearsal rehearsal) {
    this.assessPayment = assessPayment;
    this.rehearsal = rehearsal;
  }

  record Answer(String id, int score, String decision, List<Reason> reasons) {}

  /** The same payment asked again gets the first answer, whatever else the request says. */
  @PostMapping(PATH)
  Answer assess(Caller.Service caller, @Valid @RequestBody AssessmentRequest request) {
    PaymentFacts payment = request.facts();
    KeptAssessment kept =
        Rehearsal.isOne(payment) ? rehearsal.assess(payment) : assessPayment.assess(payment);
    return new Answer(
        kept.id(),
        kept.assessment().score(),
        kept.assessment().decision().toString(),
        kept.assessment().reasons());
  }
}
