package dev.molly.engine.run;

import dev.molly.model.Owner;
import dev.molly.model.Resource;
import dev.molly.plan.Digest;
import dev.molly.retire.RetirementRecord;
import java.time.Instant;

/// The notice to the owner of a retired resource before it may be deleted.
///
/// @param resource the current resource, with its tags
/// @param owner its owner
/// @param record its record, as it was before the notice
/// @param at when the notice was made
public record Notice(Resource resource, Owner owner, RetirementRecord record, Instant at) {
  /// Returns the id of the notice: equal for the same resource, owner, retirement and day, so that
  /// a receiver can detect a duplicate.
  public String id() {
    return new Digest.Builder()
        .add(record.uid())
        .add(record.at().toString())
        .add(record.due().toString())
        .add(owner.word())
        .add(owner.label())
        .build()
        .hex()
        .substring(0, 32);
  }
}
