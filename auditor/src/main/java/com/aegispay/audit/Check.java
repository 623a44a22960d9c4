package com.aegispay.audit;

import com.aegispay.audit.Finding.Found;

/** One invariant. It must hold in every snapshot, whatever is under way: its class says why. */
interface Check {

  /** At most so many violations are shown; all are counted. */
  int SHOWN = 25;

  String name();

  /** What has to hold, as a sentence. */
  String promise();

  Found look(Snapshot snapshot);
}
