package dev.molly.intercept;

import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tags as a retired resource carries them.
public final class Records {
  private Records() {}

  /// Those of a resource that falls due then.
  public static Map<String, String> of(String uid, Goal goal, Instant due) {
    if (uid.startsWith("i-")) {
      return of(uid, goal, due, Optional.empty(), "running");
    }
    return uid.startsWith("db-") || uid.startsWith("c-")
        ? of(uid, goal, due, Optional.of("orders"), "available")
        : of(uid, goal, due, Optional.empty(), "exists");
  }

  /// Those of a resource that was so then.
  static Map<String, String> of(
      String uid, Goal goal, Instant due, Optional<String> name, String runState) {
    return RetirementRecordCodec.write(
        new RetirementRecord(
            uid,
            goal,
            "arn:aws:iam::111122223333:user/ada",
            "nobody uses it",
            due.minus(Duration.ofDays(14)),
            due,
            name,
            runState,
            new TreeMap<>(),
            new TreeSet<>(),
            Optional.empty()));
  }
}
