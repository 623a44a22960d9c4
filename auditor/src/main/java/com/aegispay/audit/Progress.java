package com.aegispay.audit;

/** Is told what the audit does, while it does it. */
@FunctionalInterface
public interface Progress {

  /** Nobody listens. */
  Progress SILENT = _ -> {};

  void said(String line);
}
