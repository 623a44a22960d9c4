package com.aegispay.lab.fleet;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Read by the lab's own start of a service only; the service itself refuses it as an option that
 * nobody reads.
 *
 * @param enabled the service has points to die at
 */
@ConfigurationProperties(prefix = "aegispay.faults", ignoreUnknownFields = false)
record FaultProperties(boolean enabled) {
  static final String ENABLED = "aegispay.faults.enabled";
}
