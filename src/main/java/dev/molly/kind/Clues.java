package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.Clue;
import dev.molly.model.ResourceRef;
import dev.molly.model.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What one kind can tell of whether a resource is still used, what it is, and what would be lost.
/// Only reads.
interface Clues {
  /// How far back a look at metrics goes.
  Duration LOOK_BACK = Duration.ofDays(14);

  /// The IAM actions that [#of] and [#usedSince] take.
  List<String> reads();

  /// See [Kind#clues].
  List<Clue> of(Session session, ResourceRef resource, Instant now);

  /// See [Kind#usedSince].
  ///
  /// @throws dev.molly.aws.AwsException when AWS does not answer
  Used usedSince(Session session, ResourceRef resource, Instant since, Instant now);
}
