package com.aegispay.starter.idempotency;

/**
 * How an answer is kept for its replay. A service whose answers show a secret once must seal them:
 * the replay has to show it again, and the table must not.
 */
public interface AnswerSeal {

  /** Keeps answers as they are, for services whose answers hold no secret. */
  AnswerSeal NONE =
      new AnswerSeal() {
        @Override
        public String seal(String answer, String context) {
          return answer;
        }

        @Override
        public String open(String kept, String context) {
          return kept;
        }
      };

  /**
   * The answer as it is kept.
   *
   * @param context names the request; what was sealed with one opens with no other
   */
  String seal(String answer, String context);

  /** The answer that was sealed, byte for byte. */
  String open(String kept, String context);
}
