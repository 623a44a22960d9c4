package com.aegispay.local;

/** Told about each step when it is done. */
interface Progress {
  void done(String step);
}
