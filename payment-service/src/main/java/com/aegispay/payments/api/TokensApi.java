package com.aegispay.payments.api;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.vault.CardDetails;
import com.aegispay.payments.vault.Cards;
import com.aegispay.payments.vault.Token;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cards become tokens here; what follows knows the token only. */
@RestController
@RequestMapping("/v1/tokens")
final class TokensApi {

  private final Cards cards;
  private final Idempotency idempotency;

  TokensApi(Cards cards, Idempotency idempotency) {
    this.cards = cards;
    this.idempotency = idempotency;
  }

  record NewToken(@NotNull @Valid CardNumber card) {}

  record TokenView(String id, String object, CardView card, boolean livemode, Instant createdAt) {}

  record CardView(
      String brand, String last4, String bin, int expMonth, int expYear, String fingerprint) {}

  @PostMapping
  @ApiResponse(
      responseCode = "201",
      description = "The token",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = TokenView.class)))
  ResponseEntity<String> tokenise(
      Caller.Merchant caller, @Valid @RequestBody NewToken body, HttpServletRequest http) {
    CardDetails card = CardIntake.check(cards, body.card(), "card");
    return idempotency.once(
        IdempotencyKey.optional(http, caller),
        body,
        201,
        () -> view(cards.keep(new MerchantId(caller.merchantId()), caller.livemode(), card)));
  }

  private static TokenView view(Token token) {
    CardView card =
        new CardView(
            token.brand(),
            token.last4(),
            token.bin(),
            token.expMonth(),
            token.expYear(),
            token.fingerprint());
    return new TokenView(token.id(), "token", card, token.livemode(), token.createdAt());
  }
}
