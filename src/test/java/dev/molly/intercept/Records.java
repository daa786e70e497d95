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
    return RetirementRecordCodec.write(
        new RetirementRecord(
            uid,
            goal,
            "arn:aws:iam::111122223333:user/ada",
            "nobody uses it",
            due.minus(Duration.ofDays(14)),
            due,
            Optional.empty(),
            "running",
            new TreeMap<>(),
            new TreeSet<>(),
            Optional.empty()));
  }
}
