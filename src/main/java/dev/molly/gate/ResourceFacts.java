package dev.molly.gate;

import dev.molly.model.Evidence;
import java.util.List;

/// What AWS says of a resource that a plan destroys.
///
/// @param address its address in the plan
/// @param resource its ARN, or else its identifier
/// @param facts what AWS says, and what it does not say
/// @param known whether AWS could be asked; otherwise the facts say why not
public record ResourceFacts(String address, String resource, List<Evidence> facts, boolean known) {
  public ResourceFacts {
    facts = List.copyOf(facts);
  }
}
