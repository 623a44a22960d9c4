package com.aegispay.audit;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The first place where stored JSON does not say what it should.
 *
 * @param path a JSON pointer
 */
record JsonDifference(String path, String expected, String actual) {

  /**
   * Compares what is there; a field that is missing in what was stored is none, because objects get
   * new fields in new versions and stored ones stay as they are.
   */
  static Optional<JsonDifference> between(JsonNode law, JsonNode stored) {
    return between("", law, stored);
  }

  private static Optional<JsonDifference> between(String path, JsonNode law, JsonNode stored) {
    if (law.isObject() && stored.isObject()) {
      for (var field : stored.properties()) {
        Optional<JsonDifference> found =
            between(path + "/" + field.getKey(), law.path(field.getKey()), field.getValue());
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (law.isArray() && stored.isArray() && law.size() == stored.size()) {
      for (int i = 0; i < law.size(); i++) {
        Optional<JsonDifference> found = between(path + "/" + i, law.get(i), stored.get(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    return law.equals(stored)
        ? Optional.empty()
        : Optional.of(new JsonDifference(path, law.toString(), stored.toString()));
  }
}
