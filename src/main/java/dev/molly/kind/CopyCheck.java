package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.Goal;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Copied;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the snapshots of one final copy can be relied on: they are told of, one after the other,
/// and the first that cannot be is the answer. What AWS does not say makes a copy unreliable too.
final class CopyCheck {
  static final String PERMISSION = CopyKey.PERMISSION;

  private final Session session;
  private final ResourceRef ref;
  private final Set<String> usable = new HashSet<>();
  private boolean told;
  private Optional<Copied> wrong = Optional.empty();

  /// A check of what nothing was told of yet.
  ///
  /// @param ref what the copy is of
  CopyCheck(Session session, ResourceRef ref) {
    this.session = session;
    this.ref = ref;
  }

  Copied answer() {
    if (!told) {
      wrong(new Copied.Unreliable("it has no final copy", "molly sweep"));
    }
    return wrong.orElseGet(Copied.Reliable::new);
  }

  /// Tells how large a snapshot and its source are, in GiB. It must not be the smaller one.
  void size(String snapshot, @Nullable Integer gib, String source, @Nullable Integer sourceGib) {
    if (gib == null || sourceGib == null) {
      unsaid("how large %s is".formatted(gib == null ? "snapshot " + snapshot : source));
    } else if (gib < sourceGib) {
      wrong(
          new Copied.Unreliable(
              "snapshot %s holds %d GiB, and %s has %d GiB now"
                  .formatted(snapshot, gib, source, sourceGib),
              "molly restore %s; then retire it again, which copies it as it is now"
                  .formatted(ref.identifier())));
    }
  }

  /// Tells what a snapshot is encrypted with.
  ///
  /// @param key as AWS names it; null when it does not
  void key(String snapshot, @Nullable Boolean encrypted, @Nullable String key) {
    told = true;
    if (encrypted == null) {
      unsaid("whether snapshot %s is encrypted".formatted(snapshot));
    } else if (encrypted && key == null) {
      unsaid("with which key snapshot %s is encrypted".formatted(snapshot));
    } else if (encrypted && key != null && wrong.isEmpty() && !usable.contains(key)) {
      new CopyKey(session, ref, "snapshot " + snapshot, key, Goal.PURGED)
          .unusable()
          .ifPresentOrElse(this::wrong, () -> usable.add(key));
    }
  }

  private void unsaid(String what) {
    wrong(
        new Copied.Unreliable(
            "AWS does not say " + what, "look again: molly purge " + ref.identifier()));
  }

  private void wrong(Copied.Unreliable why) {
    wrong = wrong.or(() -> Optional.of(why));
  }
}
