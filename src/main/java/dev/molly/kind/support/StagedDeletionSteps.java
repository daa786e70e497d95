package dev.molly.kind.support;

import dev.molly.plan.Refusal;
import dev.molly.retire.DesiredSetting;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.StagedDeletion;
import java.util.Optional;

/// The steps that the staged deletions of all kinds share.
public final class StagedDeletionSteps {
  private StagedDeletionSteps() {}

  /// Returns the desired setting with which every staged deletion begins: the current or the
  /// intended record.
  public static DesiredSetting setting(RetirementRecord record) {
    return new DesiredSetting(
        LifecycleAttributes.RETIREMENT, RecordTags.text(RetirementRecordCodec.write(record)));
  }

  /// Returns the refusal for a retired resource that is in use.
  public static NextAction.Blocked used(String id, String how) {
    return new NextAction.Blocked(
        new Refusal(
            "used",
            id + ": " + how + ", so it is in use",
            "molly restore %s; then retire it again, if it must go all the same".formatted(id)));
  }

  /// Blocks the purge of a resource without a reliable final copy. A purge takes no copy itself:
  /// the sweep does.
  public static Optional<NextAction.Blocked> uncopied(
      StagedDeletion stagedDeletion, Observation now, RetirementRecord record) {
    String wanted = FinalCopyLabel.of(record).setting();
    String id = now.resource().ref().identifier();
    if (!stagedDeletion.same(
        LifecycleAttributes.FINAL_COPY, now.setting(LifecycleAttributes.FINAL_COPY), wanted)) {
      return Optional.of(uncopied(id + " has no complete final copy", "molly sweep"));
    }
    return switch (now.finalCopy()) {
      case FinalCopyState.Reliable reliable -> Optional.empty();
      case FinalCopyState.Unreliable(var what, var instead) ->
          Optional.of(uncopied(id + ": " + what, instead));
      case FinalCopyState.NotChecked unasked ->
          Optional.of(
              uncopied(
                  "it was not checked whether the final copy of %s can be relied on".formatted(id),
                  "molly purge " + now.resource().ref().typed()));
    };
  }

  private static NextAction.Blocked uncopied(String what, String instead) {
    return new NextAction.Blocked(new Refusal("final-copy", what, instead));
  }
}
