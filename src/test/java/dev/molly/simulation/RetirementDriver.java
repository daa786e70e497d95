package dev.molly.simulation;

import dev.molly.plan.Goal;
import java.time.Duration;
import java.util.Set;

/// What takes resources up and down their staged deletions: molly, or something that was broken
/// on purpose.
interface RetirementDriver {
  /// How a command ended.
  enum Went {
    /// All of it was done.
    CLEAN,
    /// Some of it was not done, or not yet.
    PARTLY,
    /// Nothing was done, and it was said why.
    REFUSED
  }

  /// A plan that was made and not carried out yet.
  interface Made {
    /// Carries it out.
    ///
    /// @param afresh whether it is looked at and confirmed now, and not when it was made
    Went apply(boolean afresh);
  }

  Made retire(Set<String> uids, Duration keep, Set<String> options);

  Made purge(Set<String> uids);

  Went extend(String uid, Duration by);

  Went restore(String uid);

  Went sweep(Goal goal);
}
