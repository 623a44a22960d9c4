package com.aegispay.notification.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Resolves the names of merchants' servers and refuses those that are not on the public internet:
 * our own network, the machine itself and a cloud's metadata must not be reached by a URL that
 * somebody else chose. The client connects to the addresses that were checked and does not resolve
 * again, so a name that changes in between (DNS rebinding) gains nothing.
 */
public final class PublicTargets implements DnsResolver {

  /**
   * Spring's filter knows IANA's special-purpose registries; of IPv6 only what is assigned as
   * global unicast is let through, and not what is for documentation.
   */
  private static final InetAddressFilter PUBLIC =
      InetAddressFilter.externalAddresses()
          .and(
              InetAddressFilter.adapt(Inet4Address.class::isInstance)
                  .or(InetAddressFilter.of("2000::/3").andNot("3fff::/20")));

  private final DnsResolver names;

  public PublicTargets(DnsResolver names) {
    this.names = names;
  }

  /**
   * The addresses of a host.
   *
   * @throws TargetNotPublic when any of them is not public: one bad address makes the name suspect
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      if (!PUBLIC.matches(address)) {
        throw new TargetNotPublic();
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }

  /** The name has an address that is not public. */
  static final class TargetNotPublic extends UnknownHostException {

    TargetNotPublic() {
      super("not a public address");
    }
  }
}
