package com.aegispay.testkit.broken;

import org.springframework.transaction.annotation.Transactional;

/** Breaks the rule of explicit control flow, twice. */
@Transactional
class ByProxy {
  @Transactional
  void pay() {}
}
