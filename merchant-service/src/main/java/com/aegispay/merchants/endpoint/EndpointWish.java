package com.aegispay.merchants.endpoint;

import com.aegispay.merchants.door.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body that makes a webhook endpoint. */
record EndpointWish(
    @NotBlank @Size(max = 2048) String url,
    @NotEmpty @Size(max = 100) List<@Nullable String> enabledEvents,
    @PlainText @Size(max = 200) @Nullable String description) {

  /**
   * What may change of an endpoint; what is absent (or null) stays.
   *
   * @param description empty takes it away
   * @param status {@code enabled} also takes up an endpoint again that answered 410
   */
  record Patch(
      @Size(min = 1, max = 2048) @Nullable String url,
      @Size(min = 1, max = 100) @Nullable List<@Nullable String> enabledEvents,
      @PlainText @Size(max = 200) @Nullable String description,
      @Nullable EndpointStatus status) {}
}
