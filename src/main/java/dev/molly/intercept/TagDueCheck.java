package dev.molly.intercept;

import dev.molly.aws.AwsException;
import dev.molly.aws.RequestOrigin;
import dev.molly.model.UserError;
import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// Asks the target's own tags, which carry the record of its retirement. Nothing is remembered from
/// one request to the next.
public final class TagDueCheck implements DueCheck {
  private final InstantSource clock;

  /// A check that asks AWS for the tags, by a clock that is held against AWS's own.
  public TagDueCheck(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Result of(Doomed doomed, Optional<RequestOrigin> origin) {
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
    return switch (RetirementRecordCodec.read(target.tags(), target.uid())) {
      case RetirementRecordCodec.Reading.None none -> new Result.NotDue("was not retired");
      case RetirementRecordCodec.Reading.Unreadable(var why) ->
          new Result.NotDue("has a record that cannot be relied on: " + why);
      case RetirementRecordCodec.Reading.Found(var record) when record.goal() != Goal.RETIRED ->
          new Result.NotDue("is being restored");
      case RetirementRecordCodec.Reading.Found(var record) ->
          record.isDue(now(target))
              ? new Result.Due()
              : new Result.NotDue("is not due before " + record.due());
    };
  }

  /// The earlier of this machine's time and AWS's: a clock that is wrong deletes nothing too early.
  private Instant now(TargetTags target) {
    Instant here = clock.instant();
    return target.at().isBefore(here) ? target.at() : here;
  }
}
