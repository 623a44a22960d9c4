package com.aegispay.merchants.endpoint;

import java.util.Locale;

/** Whether events are sent to an endpoint. Written in lower case. */
enum EndpointStatus {
  ENABLED,
  DISABLED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
