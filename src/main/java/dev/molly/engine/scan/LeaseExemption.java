package dev.molly.engine.scan;

import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.policy.RuleEvaluation;
import dev.molly.retire.ProtectionLease;
import dev.molly.retire.RecordSchema;
import java.time.Duration;
import java.time.Instant;

/// The effect of a lease on a rule evaluation: while the lease lasts, the protections it removed
/// are exempt; afterwards they are findings that name the lease's creator.
final class LeaseExemption {
  /// The tolerated lead of the clock that dated the lease; a lease that begins in the future is
  /// no exemption.
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private LeaseExemption() {}

  static RuleEvaluation judgement(
      RuleEvaluation plain, Resource resource, RecordSchema schema, Instant now) {
    if (!plain.status().violation() || !(resource.tags() instanceof Tags.Known(var tags))) {
      return plain;
    }
    ControlId control = plain.rule().require().control();
    return switch (ProtectionLease.read(tags, resource.id().uid(), schema)) {
      case ProtectionLease.Reading.None none -> plain;
      case ProtectionLease.Reading.Unreadable(var why) ->
          plain.because("it has a lease, but " + why);
      case ProtectionLease.Reading.Found(var lease) when !lease.settings().containsKey(control) ->
          plain;
      case ProtectionLease.Reading.Found(var lease)
          when lease.at().isAfter(now.plus(CLOCKS_APART)) ->
          plain.because("it has a lease, but one that begins later, at " + lease.at());
      case ProtectionLease.Reading.Found(var lease) when lease.hasLapsed(now) ->
          plain.because(
              "the lease of %s (%s) ended at %s, and no sweep has put it back yet"
                  .formatted(lease.by(), lease.why(), lease.until()));
      case ProtectionLease.Reading.Found(var lease) ->
          new RuleEvaluation(
              plain.rule(),
              FindingStatus.EXEMPT,
              Finding.ON_A_LEASE
                  + "%s until %s: %s".formatted(lease.by(), lease.until(), lease.why()),
              "");
    };
  }
}
