package dev.molly.intercept;

import dev.molly.aws.AwsException;
import dev.molly.aws.RequestOrigin;
import dev.molly.kind.DeleteTarget;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Retirable;
import dev.molly.model.UserError;
import dev.molly.plan.Goal;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkException;

/// Checks the target's own tags, which carry its retirement record. No state is kept between
/// requests.
public final class TagDueCheck implements DueCheck {
  private final KindRegistry kinds;
  private final InstantSource clock;

  /// Creates a check that reads the tags from AWS.
  ///
  /// @param kinds the kinds, each of which reads its own tags
  /// @param clock the local clock, which is compared with the clock of AWS
  public TagDueCheck(KindRegistry kinds, InstantSource clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  @Override
  public Result of(Doomed doomed, RequestOrigin origin) {
    try {
      Retirable kind = kinds.retirable(doomed.kind());
      return kind.deleteOperation()
          .reader()
          .read(origin, doomed.identifier())
          .map(target -> judge(target, kind.recordSchema()))
          .orElseGet(() -> new Result.NotDue("or its tags were not found"));
    } catch (AwsException | UserError | SdkException e) {
      return new Result.NotDue("could not be asked whether it is due: " + e.getMessage());
    }
  }

  private Result judge(DeleteTarget target, RecordSchema schema) {
    return switch (RetirementRecordCodec.read(target.tags(), target.uid(), schema)) {
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

  /// Returns the earlier of this machine's time and the time of AWS, so that a wrong clock does
  /// not delete too early.
  private Instant now(DeleteTarget target) {
    Instant here = clock.instant();
    return target.at().isBefore(here) ? target.at() : here;
  }
}
