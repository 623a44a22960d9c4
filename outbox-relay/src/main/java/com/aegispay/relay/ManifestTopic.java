package com.aegispay.relay;

import java.util.Optional;

/** Where the manifests of one source are published; the last one stays for ever. */
public interface ManifestTopic {

  /** Makes the topic where it does not exist yet. */
  void create();

  /**
   * The last committed manifest. Complete only after the source's former producers were fenced:
   * then no transaction is open on the topic.
   */
  Optional<Manifest> last();
}
