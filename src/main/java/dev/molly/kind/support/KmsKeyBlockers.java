package dev.molly.kind.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyState.Unreliable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The keys without which a restore cannot start a retired resource. They are checked before the
/// first write; whether a key is still usable at the time of the restore cannot be known. A key
/// that AWS does not describe counts as unusable.
///
/// Source: KMS Developer Guide, "Key states"; EC2 User Guide, "Amazon EBS encryption".
public final class KmsKeyBlockers {
  /// The risk to accept: a restore may not start the resource again.
  public static final String KEY = "kms-key";

  public static final List<String> READS = List.of(SnapshotKeyCheck.PERMISSION);

  private final AccountSession session;
  private final ResourceRef ref;
  private final Set<String> asked = new HashSet<>();
  private final List<Blocker> blockers = new ArrayList<>();

  public KmsKeyBlockers(AccountSession session, ResourceRef ref) {
    this.session = session;
    this.ref = ref;
  }

  public List<Blocker> all() {
    return List.copyOf(blockers);
  }

  /// Adds the encryption key of a part of the resource. Each key is checked once.
  ///
  /// @param what the encrypted part: `volume vol-0abc`
  public void key(String what, String key) {
    if (asked.add(key)) {
      unusable(what, key).ifPresent(no -> add(no.what(), no.instead()));
    }
  }

  private Optional<Unreliable> unusable(String what, String key) {
    try {
      return new SnapshotKeyCheck(session, ref, what, key, Goal.RETIRED).unusable();
    } catch (AwsException e) {
      return Optional.of(new Unreliable(unknown(what, e), "try again"));
    }
  }

  /// Adds a part whose encryption key AWS did not report.
  public void unknown(String what, String why) {
    add("it is not known with which key %s is encrypted: %s".formatted(what, why), "try again");
  }

  private static String unknown(String what, AwsException e) {
    return "it is not known whether %s can be used: %s".formatted(what, e.getMessage());
  }

  private void add(String what, String instead) {
    blockers.add(new Blocker(KEY, what + ". A restore may not start it again", instead, true));
  }
}
