package dev.molly.kind.rds;

import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;

/// Performs the writes to one database or cluster, by mapping changes to calls.
sealed interface RdsWriter permits DbInstanceWriter, DbClusterWriter {
  RdsClient rds();

  void start(String name);

  void stop(String name);

  void copy(String name, String copy, List<Tag> tags);

  /// Deletes it with a last snapshot, and keeps the automated backups.
  void delete(String name, String last);

  /// Modifies it, immediately only for a rename: an immediate change would also apply every
  /// other change that waits for the maintenance window.
  void modify(Change change);

  default void perform(Change change) {
    ControlId control = change.control();
    ResourceRef ref = change.resource();
    String name = ref.identifier();
    if (control.equals(LifecycleAttributes.RUN_STATE)) {
      if (RdsLifecycleCalls.starts(change)) {
        start(name);
      } else {
        stop(name);
      }
    } else if (control.equals(LifecycleAttributes.FINAL_COPY)) {
      FinalCopyLabel copy = FinalCopyLabel.parse(change.to());
      copy(name, RdsSnapshots.identifier(ref, copy), RdsListings.list(copy.tags(ref.id().uid())));
    } else if (control.equals(LifecycleAttributes.EXISTENCE)) {
      delete(name, RdsSnapshots.last(ref));
    } else if (LifecycleAttributes.isTags(control)) {
      RdsListings.tag(rds(), change);
    } else {
      modify(change);
    }
  }
}
