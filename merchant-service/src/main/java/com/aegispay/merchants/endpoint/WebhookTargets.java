package com.aegispay.merchants.endpoint;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which addresses an endpoint may have. That an address is not a private one is checked by
 * notification-service at every delivery, because what a name stands for changes.
 *
 * @param allowHttp plain http as well: for the local default only
 */
@ConfigurationProperties(prefix = "aegispay.webhook-targets", ignoreUnknownFields = false)
record WebhookTargets(@DefaultValue("false") boolean allowHttp) {

  private static final int MAX_PORT = 65_535;

  /** Refuses with 400 what cannot be a webhook's address. */
  void check(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw invalid("url must be an absolute URL.");
    }
    String scheme = uri.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !(allowHttp && "http".equalsIgnoreCase(scheme))) {
      throw invalid("url must begin with https://.");
    }
    if (uri.getUserInfo() != null) {
      throw invalid("url must not hold credentials; deliveries are signed instead.");
    }
    if (uri.getFragment() != null) {
      throw invalid("url must not have a fragment.");
    }
    boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= MAX_PORT);
    if (uri.getHost() == null || !port || !uri.toASCIIString().equals(url)) {
      throw invalid("url must name a host, and be written in ASCII.");
    }
  }

  private static RuntimeException invalid(String detail) {
    return Problem.ofParam(ProblemCode.PARAMETER_INVALID, "url", detail).asException();
  }
}
