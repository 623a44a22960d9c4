package com.aegispay.payments.api;

import com.aegispay.payments.flow.Reply;
import com.aegispay.payments.flow.Request;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ProblemWriter;
import com.aegispay.starter.http.RequestContext;
import com.aegispay.starter.idempotency.Fingerprint;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** From an HTTP request to a flow's request, and from its reply to an HTTP answer. */
@Component
final class Requests {

  private static final String AGAIN_SECONDS = "5";

  private final Fingerprint fingerprint;
  private final JsonMapper json;
  private final ProblemWriter problems;

  Requests(Fingerprint fingerprint, JsonMapper json, ProblemWriter problems) {
    this.fingerprint = fingerprint;
    this.json = json;
    this.problems = problems;
  }

  /** A request that moves money: it has an idempotency key, or it is refused. */
  Request of(HttpServletRequest http, Caller.Merchant caller, Object body) {
    IdempotencyKey key = IdempotencyKey.required(http, caller);
    RequestContext context = RequestContext.of(http);
    return new Request(
        new MerchantId(caller.merchantId()),
        caller.livemode(),
        context.requestId(),
        String.valueOf(key.value()),
        fingerprint.of(key.method(), key.path(), json.writeValueAsBytes(body)),
        context::spent);
  }

  /** A request that nothing came of may be sent again. */
  private static ResponseEntity<?> comingAgain(ResponseEntity<?> answer) {
    return answer.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
        ? ResponseEntity.status(answer.getStatusCode())
            .headers(answer.getHeaders())
            .header(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS)
            .body(answer.getBody())
        : answer;
  }

  ResponseEntity<?> answer(Reply reply, HttpServletRequest http) {
    return switch (reply) {
      case Reply.Answered(var status, var body, var replayed, var version) ->
          comingAgain(
              Idempotency.answer(
                  status, body, replayed, version == null ? null : "\"" + version + "\""));
      case Reply.Refused(var refusal) -> problems.answer(RefusalProblems.of(refusal), http);
      case Reply.NoGateway(var why) ->
          problems.answer(Problem.of(ProblemCode.NO_ELIGIBLE_GATEWAY, why), http);
      case Reply.NoSuchPayment() ->
          problems.answer(
              Problem.ofParam(ProblemCode.RESOURCE_MISSING, "id", "There is no such payment."),
              http);
      case Reply.KeyInUse() -> problems.answer(Idempotency.inUse(), http);
      case Reply.KeyReused() -> problems.answer(Idempotency.reused(), http);
    };
  }
}
