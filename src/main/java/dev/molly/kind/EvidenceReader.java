package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.model.Evidence;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What one kind can tell of whether a resource is still used, what it is, and what would be lost.
/// Only reads.
public interface EvidenceReader {
  /// How far back a look at metrics goes.
  Duration LOOK_BACK = Duration.ofDays(14);

  /// The IAM actions that [#of] and [#usedSince] take.
  List<String> reads();

  /// See [ResourceKind#evidence].
  List<Evidence> of(AccountSession session, ResourceRef resource, Instant now);

  /// See [ResourceKind#usedSince].
  ///
  /// @throws dev.molly.aws.AwsException when AWS does not answer
  UsageSince usedSince(AccountSession session, ResourceRef resource, Instant since, Instant now);
}
