package dev.molly.kind;

import dev.molly.model.Refusal;
import dev.molly.retire.Copied;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.Rung;
import dev.molly.retire.TagText;
import java.util.Optional;

/// What the ladders of all kinds have in common.
final class Records {
  private Records() {}

  /// The rung that every ladder begins with: the record as it is, or as it is to be.
  static Rung rung(Retirement record) {
    return new Rung(Levers.RETIREMENT, TagText.text(RetirementTags.write(record)));
  }

  /// Somebody uses what is retired.
  static Next.Blocked used(String id, String how) {
    return new Next.Blocked(
        new Refusal(
            "used",
            id + ": " + how + ", so it is in use",
            "molly restore %s; then retire it again, if it must go all the same".formatted(id)));
  }

  /// What has no final copy that can be relied on is not purged, and none is taken in haste: the
  /// sweep takes it.
  static Optional<Next.Blocked> uncopied(Ladder ladder, Look now, Retirement record) {
    String wanted = FinalCopy.of(record).setting();
    String id = now.resource().ref().identifier();
    if (!ladder.same(Levers.FINAL_COPY, now.setting(Levers.FINAL_COPY), wanted)) {
      return Optional.of(uncopied(id + " has no complete final copy", "molly sweep"));
    }
    return switch (now.copied()) {
      case Copied.Reliable reliable -> Optional.empty();
      case Copied.Unreliable(var what, var instead) ->
          Optional.of(uncopied(id + ": " + what, instead));
      case Copied.Unasked unasked ->
          Optional.of(
              uncopied(
                  "it was not checked whether the final copy of %s can be relied on".formatted(id),
                  "molly purge " + id));
    };
  }

  private static Next.Blocked uncopied(String what, String instead) {
    return new Next.Blocked(new Refusal("final-copy", what, instead));
  }
}
