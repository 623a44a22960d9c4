package com.aegispay.merchants.key;

import com.aegispay.starter.access.Caller;
import com.aegispay.starter.access.KnownKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the platform's services ask for a key that the feed has not brought them yet. */
@Hidden
@RestController
class KeyLookupApi {

  record Question(@NotNull @Pattern(regexp = "[0-9a-f]{64}") String keyHash) {}

  private final OwnKeys keys;

  KeyLookupApi(OwnKeys keys) {
    this.keys = keys;
  }

  @PostMapping("/internal/v1/api_keys/lookup")
  KnownKey lookup(@Valid @RequestBody Question question, Caller.Service caller) {
    return keys.find(question.keyHash())
        .orElseThrow(
            () ->
                Problem.of(ProblemCode.RESOURCE_MISSING, "No API key has this hash.")
                    .asException());
  }
}
