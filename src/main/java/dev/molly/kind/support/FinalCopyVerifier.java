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

/// Verifies whether the snapshots of one final copy are reliable. Its methods add one fact after
/// the other, and the first one that makes the copy unreliable is the result. A fact that AWS
/// does not return makes a copy unreliable too.
public final class FinalCopyVerifier {
  public static final String PERMISSION = SnapshotKeyCheck.PERMISSION;

  private final AccountSession session;
  private final ResourceRef ref;
  private final FinalCopyRequirement demand;
  private final Set<String> usable = new HashSet<>();
  private boolean told;
  private Optional<FinalCopyState> wrong = Optional.empty();

  /// Creates a verifier without facts.
  ///
  /// @param ref the source of the copy
  /// @param demand the requirement for the copy's timestamps
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

  /// Adds the sizes of a snapshot and its source, in GiB. The snapshot must not be smaller.
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
                  .formatted(ref.typed())));
    }
  }

  /// Adds the time when a snapshot was started, as reported by AWS: it must not be before its
  /// source stood still, and must be long enough ago that there was time to undo the retirement.
  /// Tags are no evidence of it, since a tag can be written at any time, on any snapshot.
  ///
  /// @param still the time since which its source stood still
  /// @param words the event that happened to its source at that time
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
                  .formatted(ref.typed())));
    } else if (demand.now().isBefore(demand.until(begun))) {
      wrong(
          new FinalCopyState.Unreliable(
              "AWS says that snapshot %s was begun at %s, and the minimum undo window is %s"
                  .formatted(snapshot, begun, DurationText.words(demand.least())),
              "wait until " + demand.until(begun).truncatedTo(SECONDS)));
    }
  }

  /// Adds the encryption key of a snapshot.
  ///
  /// @param key the key as AWS reports it; null if it does not
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
