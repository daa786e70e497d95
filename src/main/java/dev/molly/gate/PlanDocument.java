package dev.molly.gate;

import java.util.List;

/// What a plan says of itself, beside its changes.
///
/// @param tool what made it: `Terraform 1.11.4`
/// @param unclear why its changes may not be all that will happen, as sentences
public record PlanDocument(String tool, List<String> unclear) {
  public PlanDocument {
    unclear = List.copyOf(unclear);
  }
}
