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

/// Keys without which a restore does not start what is retired. They are looked at before the first
/// write; whether one can still be used when it comes to that, nobody can know. What AWS does not
/// tell counts as a key that cannot.
///
/// Source: KMS Developer Guide, "Key states"; EC2 User Guide, "Amazon EBS encryption".
public final class KmsKeyBlockers {
  /// What may have to be accepted: a restore may not start it again.
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

  /// Tells what something is encrypted with. Each key is asked about once.
  ///
  /// @param what in words: `volume vol-0abc`
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

  /// Tells that AWS did not say what something is encrypted with.
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
