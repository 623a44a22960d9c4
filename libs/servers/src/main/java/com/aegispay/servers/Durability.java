package com.aegispay.servers;

/** What survives a power cut. */
public enum Durability {
  /** What was committed is on the disk. */
  KEPT,
  /** Faster, and gone with the machine: for tests that claim no durability. */
  FORGOTTEN
}
