package dev.molly.kind.support;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.molly.aws.AccountSession;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.text.DurationText;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the snapshots of one final copy can be relied on: they are told of, one after the other,
/// and the first that cannot be is the answer. What AWS does not say makes a copy unreliable too.
public final class FinalCopyVerifier {
  public static final String PERMISSION = SnapshotKeyCheck.PERMISSION;

  private final AccountSession session;
  private final ResourceRef ref;
  private final FinalCopyRequirement demand;
  private final Set<String> usable = new HashSet<>();
  private boolean told;
  private Optional<FinalCopyState> wrong = Optional.empty();

  /// A check of what nothing was told of yet.
  ///
  /// @param ref what the copy is of
  /// @param demand what its times have to be
  public FinalCopyVerifier(AccountSession session, ResourceRef ref, FinalCopyRequirement demand) {
    this.session = session;
    this.ref = ref;
    this.demand = demand;
  }

  public FinalCopyState answer() {
    if (!told) {
      wrong(new FinalCopyState.Unreliable("it has no final copy", "molly sweep"));
    }
    return wrong.orElseGet(FinalCopyState.Reliable::new);
  }

  /// Tells how large a snapshot and its source are, in GiB. It must not be the smaller one.
  public void size(
      String snapshot, @Nullable Integer gib, String source, @Nullable Integer sourceGib) {
    if (gib == null || sourceGib == null) {
      unsaid("how large %s is".formatted(gib == null ? "snapshot " + snapshot : source));
    } else if (gib < sourceGib) {
      wrong(
          new FinalCopyState.Unreliable(
              "snapshot %s holds %d GiB, and %s has %d GiB now"
                  .formatted(snapshot, gib, source, sourceGib),
              "molly restore %s; then retire it again, which copies it as it is now"
                  .formatted(ref.identifier())));
    }
  }

  /// Tells when a snapshot was begun, by AWS: not before what it is a copy of stood still, and long
  /// enough ago that everybody had the time to undo the retirement. A tag can be written at any
  /// time, on any snapshot.
  ///
  /// @param still when its source stood still
  /// @param words what happened to its source then
  public void begun(
      String snapshot, @Nullable Instant begun, @Nullable Instant still, String words) {
    if (begun == null || still == null) {
      unsaid("when %s".formatted(begun == null ? "snapshot " + snapshot + " was begun" : words));
    } else if (begun.isBefore(still)) {
      wrong(
          new FinalCopyState.Unreliable(
              "snapshot %s was begun at %s, before %s (%s), so it is not its final copy"
                  .formatted(snapshot, begun, words, still),
              "molly restore %s; then retire it again, which copies it as it is now"
                  .formatted(ref.identifier())));
    } else if (demand.now().isBefore(demand.until(begun))) {
      wrong(
          new FinalCopyState.Unreliable(
              "AWS says that snapshot %s was begun at %s, and the minimum undo window is %s"
                  .formatted(snapshot, begun, DurationText.words(demand.least())),
              "wait until " + demand.until(begun).truncatedTo(SECONDS)));
    }
  }

  /// Tells what a snapshot is encrypted with.
  ///
  /// @param key as AWS names it; null when it does not
  public void key(String snapshot, @Nullable Boolean encrypted, @Nullable String key) {
    told = true;
    if (encrypted == null) {
      unsaid("whether snapshot %s is encrypted".formatted(snapshot));
    } else if (encrypted && key == null) {
      unsaid("with which key snapshot %s is encrypted".formatted(snapshot));
    } else if (encrypted && key != null && wrong.isEmpty() && !usable.contains(key)) {
      new SnapshotKeyCheck(session, ref, "snapshot " + snapshot, key, Goal.PURGED)
          .unusable()
          .ifPresentOrElse(this::wrong, () -> usable.add(key));
    }
  }

  private void unsaid(String what) {
    wrong(
        new FinalCopyState.Unreliable(
            "AWS does not say " + what, "look again: molly purge " + ref.identifier()));
  }

  private void wrong(FinalCopyState.Unreliable why) {
    wrong = wrong.or(() -> Optional.of(why));
  }
}
