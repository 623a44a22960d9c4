package com.aegispay.local;

/** The platform cannot start, for a reason that its user can remove: one sentence that says how. */
final class StartRefused extends RuntimeException {
  StartRefused(String sentence) {
    super(sentence);
  }
}
