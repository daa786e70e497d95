package dev.molly.intercept;

import dev.molly.aws.AwsException;
import dev.molly.aws.Origin;
import dev.molly.model.UserError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// Asks the target's own tags, which carry the record of its retirement. Nothing is remembered from
/// one request to the next.
public final class DueByTags implements DueCheck {
  private final RetirementRecord record;
  private final InstantSource clock;

  /// Reads the record of a retirement off a resource.
  @FunctionalInterface
  public interface RetirementRecord {
    /// When it may be deleted; empty when it is not retired, is being restored, or the record
    /// cannot be relied on.
    ///
    /// @param tags all the resource's tags
    /// @param uid the resource's own id
    Optional<Instant> due(Map<String, String> tags, String uid);
  }

  /// A check that asks AWS for the tags.
  public DueByTags(RetirementRecord record, InstantSource clock) {
    this.record = record;
    this.clock = clock;
  }

  @Override
  public Result of(Doomed doomed, Optional<Origin> origin) {
    if (origin.isEmpty()) {
      return new Result.NotDue("cannot be asked about: its request says neither who nor where");
    }
    try {
      return TargetTags.read(doomed, origin.get())
          .map(this::judge)
          .orElseGet(() -> new Result.NotDue("or its tags were not found"));
    } catch (AwsException | UserError | SdkException e) {
      return new Result.NotDue("could not be asked whether it is due: " + e.getMessage());
    }
  }

  private Result judge(TargetTags target) {
    Optional<Instant> due = record.due(target.tags(), target.uid());
    if (due.isEmpty()) {
      return new Result.NotDue("was not retired");
    }
    return now(target).isBefore(due.get())
        ? new Result.NotDue("is not due before " + due.get())
        : new Result.Due();
  }

  /// The earlier of this machine's time and AWS's: a clock that is wrong deletes nothing too early.
  private Instant now(TargetTags target) {
    Instant here = clock.instant();
    return target.at().filter(there -> there.isBefore(here)).orElse(here);
  }
}
