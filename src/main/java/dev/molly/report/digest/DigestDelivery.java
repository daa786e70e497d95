package dev.molly.report.digest;

import java.util.List;

/// The result of the delivery of digests.
///
/// @param delivered the number of messages that channels accepted
/// @param problems what was not delivered, and why, as sentences without a full stop
public record DigestDelivery(int delivered, List<String> problems) {
  public DigestDelivery {
    problems = List.copyOf(problems);
  }
}
