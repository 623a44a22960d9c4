package com.aegispay.local;

/**
 * What {@code ./aegispay up} prints when all is healthy.
 *
 * @param seconds from the start of the JVM
 */
record Welcome(Facts facts, double seconds) {
  String text() {
    return """

        AegisPay is up, all healthy after %.1f s.

          base URL      %s
          secret key    %s   (merchant %s)
          operator key  %s

        Tokenise a card, pay with it, fetch the payment:

          TOKEN=$(curl -sS %s/v1/tokens %s -d '{"card":{"number":"4242424242424242","exp_month":12,"exp_year":2030,"cvc":"123","holder_name":"Ada Lovelace"}}' | tee /dev/stderr | grep -o 'tok_[0-9A-Za-z]*' | head -1)
          PAYMENT=$(curl -sS %s/v1/payments %s -H "Idempotency-Key: $(date +%%s)-$RANDOM" -d '{"amount":9999,"currency":"EUR","payment_method":{"type":"card","token":"'$TOKEN'"}}' | tee /dev/stderr | grep -o 'pay_[0-9A-Za-z]*' | head -1)
          curl -sS %s/v1/payments/$PAYMENT -H 'Authorization: Bearer %s'
        """
        .formatted(
            seconds,
            facts.baseUrl(),
            facts.secretKey(),
            facts.merchantId(),
            facts.operatorKey(),
            facts.baseUrl(),
            headers(),
            facts.baseUrl(),
            headers(),
            facts.baseUrl(),
            facts.secretKey());
  }

  private String headers() {
    return "-H 'Authorization: Bearer "
        + facts.secretKey()
        + "' -H 'Content-Type: application/json'";
  }
}
