package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.model.Evidence;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Reads, for one kind, the evidence of whether a resource is still used, its description, and
/// the data that would be lost. Only reads.
public interface EvidenceReader {
  /// The period of metrics that is examined.
  Duration LOOK_BACK = Duration.ofDays(14);

  /// Returns the IAM actions that [#of] and [#usedSince] require.
  List<String> reads();

  /// See [Retirable#evidence].
  List<Evidence> of(AccountSession session, ResourceRef resource, Instant now);

  /// See [Retirable#usedSince].
  ///
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  UsageSince usedSince(AccountSession session, ResourceRef resource, Instant since, Instant now);
}
