package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.Goal;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Copied.Unreliable;
import dev.molly.retire.Obstacle;
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
final class KeyObstacles {
  /// What may have to be accepted: a restore may not start it again.
  static final String KEY = "kms-key";

  static final List<String> READS = List.of(CopyKey.PERMISSION);

  private final Session session;
  private final ResourceRef ref;
  private final Set<String> asked = new HashSet<>();
  private final List<Obstacle> obstacles = new ArrayList<>();

  KeyObstacles(Session session, ResourceRef ref) {
    this.session = session;
    this.ref = ref;
  }

  List<Obstacle> all() {
    return List.copyOf(obstacles);
  }

  /// Tells what something is encrypted with. Each key is asked about once.
  ///
  /// @param what in words: `volume vol-0abc`
  void key(String what, String key) {
    if (asked.add(key)) {
      unusable(what, key).ifPresent(no -> add(no.what(), no.instead()));
    }
  }

  private Optional<Unreliable> unusable(String what, String key) {
    try {
      return new CopyKey(session, ref, what, key, Goal.RETIRED).unusable();
    } catch (AwsException e) {
      return Optional.of(new Unreliable(unknown(what, e), "try again"));
    }
  }

  /// Tells that AWS did not say what something is encrypted with.
  void unknown(String what, String why) {
    add("it is not known with which key %s is encrypted: %s".formatted(what, why), "try again");
  }

  private static String unknown(String what, AwsException e) {
    return "it is not known whether %s can be used: %s".formatted(what, e.getMessage());
  }

  private void add(String what, String instead) {
    obstacles.add(new Obstacle(KEY, what + ". A restore may not start it again", instead, true));
  }
}
