package com.aegispay.payments.api;

import com.aegispay.payments.payment.Details;
import com.aegispay.payments.vault.CardCheck;
import com.aegispay.payments.vault.CardDetails;
import com.aegispay.payments.vault.CardInput;
import com.aegispay.payments.vault.Cards;
import com.aegispay.payments.vault.Token;
import com.aegispay.starter.problem.Problem;

/** From a card in a request to a checked one, or to the problem that says which field is wrong. */
final class CardIntake {

  private CardIntake() {}

  /**
   * A checked card.
   *
   * @param path of the card within the request, for the problem
   */
  static CardDetails check(Cards cards, CardNumber card, String path) {
    CardInput input =
        new CardInput(
            card.number(), card.expMonth(), card.expYear(), card.cvc(), card.holderName());
    return switch (cards.check(input)) {
      case CardCheck.Valid(var details) -> details;
      case CardCheck.Invalid(var param, var code, var detail) ->
          throw Problem.ofParam(code, path + "." + param, detail).asException();
    };
  }

  static Details.Card shown(Token token) {
    return new Details.Card(
        token.id(),
        token.brand(),
        token.last4(),
        token.bin(),
        token.expMonth(),
        token.expYear(),
        token.fingerprint());
  }
}
