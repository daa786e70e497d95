package dev.molly.sim.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A simulated KMS key.
public final class SimKey {
  public String arn = "";
  public String state = "Enabled";
  @Nullable public Instant deletion;
  public boolean refusesGrants;

  SimKey() {}

  public SimKey(String arn) {
    this.arn = arn;
  }

  /// Returns the ARN, by which resources refer to the key that encrypts them.
  public String arn() {
    return arn;
  }

  /// Sets whether the creation of grants for the key is refused from now on.
  public SimKey refusesGrants(boolean refuses) {
    refusesGrants = refuses;
    return this;
  }

  /// Sets a KMS key state, such as `Disabled`.
  public SimKey inState(String name) {
    state = name;
    deletion = null;
    return this;
  }

  /// Schedules the deletion. KMS waits for 7 to 30 days (KMS API, ScheduleKeyDeletion).
  public SimKey deletedIn(Duration length, Instant now) {
    inState("PendingDeletion");
    deletion = now.plus(length);
    return this;
  }
}
