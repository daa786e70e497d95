package dev.molly.engine.plan;

import dev.molly.engine.support.RetirementTracker;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options for the restore of a bucket. They are written into the record first, so that a
/// sweep, or another machine, that continues the restore makes the same steps.
///
/// @param options the chosen options, such as `without-grants`
public record RestoreChoice(Set<String> options) {
  /// Adds the step that writes the options into the record, unless it already contains them.
  ///
  /// @return the observation as it will be after that step; empty if the record cannot be
  ///     written
  Optional<Observation> in(
      PlanBuilder builder, RetirementTracker tracker, Observation observation) {
    if (options.isEmpty()
        || !(tracker.record(observation) instanceof Reading.Found(var found))
        || found.options().containsAll(options)) {
      return Optional.of(observation);
    }
    String id = observation.resource().ref().identifier();
    RetirementRecord record = found.towards(Goal.RESTORED).with(options);
    Map<String, String> tags;
    try {
      tags = RetirementRecordCodec.write(record);
    } catch (IllegalArgumentException e) {
      builder.refused(
          new Refusal(
              "record",
              id + ": its record cannot be written: " + e.getMessage(),
              "take its bucket policy away by hand, then: molly restore " + id));
      return Optional.empty();
    }
    builder.record(observation, record, found.why());
    builder.skipped(
        id
            + ": its bucket policy comes back without the statements that allow something; what it"
            + " said is in the journal of this run");
    return Optional.of(
        observation
            .withSetting(LifecycleAttributes.RETIREMENT, RecordTags.text(tags))
            .withResource(tagged(observation.resource(), tags)));
  }

  private static Resource tagged(Resource resource, Map<String, String> tags) {
    var all = new HashMap<String, String>();
    if (resource.tags() instanceof Tags.Known(var known)) {
      all.putAll(known);
    }
    all.putAll(tags);
    return resource.with(new Tags.Known(all));
  }
}
