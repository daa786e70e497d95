package dev.molly.sim.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One KMS key.
public final class SimKey {
  public String arn = "";
  public String state = "Enabled";
  @Nullable public Instant deletion;
  public boolean refusesGrants;

  SimKey() {}

  public SimKey(String arn) {
    this.arn = arn;
  }

  /// What resources that it encrypts name it by.
  public String arn() {
    return arn;
  }

  /// Whether nobody may create a grant for it from now on.
  public SimKey refusesGrants(boolean refuses) {
    refusesGrants = refuses;
    return this;
  }

  /// In any of KMS's key states, such as `Disabled`.
  public SimKey inState(String name) {
    state = name;
    deletion = null;
    return this;
  }

  /// To be deleted. KMS waits for 7 to 30 days (KMS API, ScheduleKeyDeletion).
  public SimKey deletedIn(Duration length, Instant now) {
    inState("PendingDeletion");
    deletion = now.plus(length);
    return this;
  }
}
