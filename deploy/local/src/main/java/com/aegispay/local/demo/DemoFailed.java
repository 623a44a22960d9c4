package com.aegispay.local.demo;

/** The demo cannot go on. */
final class DemoFailed extends RuntimeException {
  DemoFailed(String sentence) {
    super(sentence);
  }
}
