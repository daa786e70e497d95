package dev.molly.engine;

import dev.molly.kind.Kinds;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.Resource;
import dev.molly.model.Status;
import dev.molly.model.Tags;
import dev.molly.policy.Judgement;
import dev.molly.retire.Lease;
import java.time.Duration;
import java.time.Instant;

/// What a lease changes about a judgement: while it lasts, the protections it took off are exempt;
/// from then on they are findings, and it is said whose.
final class Leased {
  /// How far ahead the clock can be that a lease was taken by: a lease is no exemption to come.
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private Leased() {}

  static Judgement judgement(Judgement plain, Resource resource, Instant now) {
    if (!plain.status().violation() || !(resource.tags() instanceof Tags.Known(var tags))) {
      return plain;
    }
    ControlId control = plain.rule().require().control();
    return switch (Lease.read(
        tags, resource.id().uid(), Kinds.recordSchema(resource.id().kind()))) {
      case Lease.Reading.None none -> plain;
      case Lease.Reading.Unreadable(var why) -> plain.because("it has a lease, but " + why);
      case Lease.Reading.Found(var lease) when !lease.settings().containsKey(control) -> plain;
      case Lease.Reading.Found(var lease) when lease.at().isAfter(now.plus(CLOCKS_APART)) ->
          plain.because("it has a lease, but one that begins later, at " + lease.at());
      case Lease.Reading.Found(var lease) when lease.hasLapsed(now) ->
          plain.because(
              "the lease of %s (%s) ended at %s, and no sweep has put it back yet"
                  .formatted(lease.by(), lease.why(), lease.until()));
      case Lease.Reading.Found(var lease) ->
          new Judgement(
              plain.rule(),
              Status.EXEMPT,
              Finding.ON_A_LEASE
                  + "%s until %s: %s".formatted(lease.by(), lease.until(), lease.why()),
              "");
    };
  }
}
