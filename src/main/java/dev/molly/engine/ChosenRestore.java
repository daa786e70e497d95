package dev.molly.engine;

import dev.molly.model.Goal;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.RetirementTags.Reading;
import dev.molly.retire.TagText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is chosen for the way back of a bucket. It is written into the record first, so that a
/// sweep, or another machine, that goes on with the restore makes the same steps.
///
/// @param options the choices by their words: `without-grants`
record ChosenRestore(Set<String> options) {
  /// Adds the step that writes it down to a plan, where it is not in the record yet.
  ///
  /// @return what a look would find then; empty when it cannot be written down
  Optional<Look> in(Draft draft, Look look) {
    if (options.isEmpty()
        || !(Climbing.record(look) instanceof Reading.Found(var found))
        || found.options().containsAll(options)) {
      return Optional.of(look);
    }
    String id = look.resource().ref().identifier();
    Retirement record = found.towards(Goal.RESTORED).with(options);
    Map<String, String> tags;
    try {
      tags = RetirementTags.write(record);
    } catch (IllegalArgumentException e) {
      draft.refused(
          new Refusal(
              "record",
              id + ": its record cannot be written: " + e.getMessage(),
              "take its bucket policy away by hand, then: molly restore " + id));
      return Optional.empty();
    }
    draft.record(look, record, found.why());
    draft.left(
        id
            + ": its bucket policy comes back without the statements that allow something; what it"
            + " said is in the journal of this run");
    return Optional.of(
        look.after(Levers.RETIREMENT, TagText.text(tags)).of(tagged(look.resource(), tags)));
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
