package dev.molly.gate;

import dev.molly.model.Evidence;
import java.util.List;
import java.util.stream.Collectors;

/// What AWS says of a resource that a plan destroys.
///
/// @param address its address in the plan
/// @param resource its ARN, or else its identifier
/// @param facts what AWS says, and what it does not say; or else why it was not asked
public record ResourceFacts(String address, String resource, List<Evidence> facts, Answer answer) {
  /// Whether AWS was asked.
  public enum Answer {
    ASKED,
    /// Molly cannot ask about a resource of its type, or without its ARN.
    NOT_OFFERED,
    /// AWS did not answer, or would have answered about another account.
    FAILED
  }

  public ResourceFacts {
    facts = List.copyOf(facts);
  }

  /// Returns the facts as one sentence, with the resource.
  String words() {
    return facts.stream()
        .map(Evidence::sentence)
        .collect(Collectors.joining("; ", address + " in AWS: ", ""));
  }
}
