package com.aegispay.starter.idempotency;

/**
 * What two requests with one key are compared by. A service that takes card numbers must use a
 * keyed hash: a plain one of a body with few unknown digits can be searched.
 */
public interface Fingerprint {

  /**
   * The fingerprint of a request.
   *
   * @param canonicalBody the parsed body written again, so that white space and the order of fields
   *     do not count
   */
  String of(String method, String path, byte[] canonicalBody);
}
