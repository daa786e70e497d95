package dev.molly.sim.rds;

import dev.molly.sim.SimAccount;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.services.SimMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a DB instance and a DB cluster have in common. The public methods that return `this`
/// describe a new one to [SimAccount#createDb] or [SimAccount#createCluster].
public abstract sealed class SimDatabase<T extends SimDatabase<T>>
    permits SimDbInstance, SimDbCluster {

  static final String RENAME = "rename";
  static final String RETENTION = "retention";
  static final String CLASS = "class";

  /// How long each status that passes by itself lasts. RDS starts what is stopped again after seven
  /// days, and says when in AutomaticRestartTime (RDS API, DBInstance). A rename takes about ten
  /// minutes (RDS guide, USER_RenameInstance).
  private static final Map<String, Duration> PASSING =
      Map.of(
          "creating", Duration.ofMinutes(10),
          "modifying", Duration.ofMinutes(2),
          "backing-up", Duration.ofMinutes(5),
          "renaming", Duration.ofMinutes(10),
          "starting", Duration.ofMinutes(8),
          "stopping", Duration.ofMinutes(5),
          "stopped", Duration.ofDays(7),
          "deleting", Duration.ofMinutes(5));

  public String identifier = "";
  public String resourceId = "";
  String engine = "postgres";
  public String status = "available";
  boolean deletionProtection;
  int backupRetentionDays = 7;
  boolean copyTagsToSnapshot;
  public Instant createdAt = Instant.EPOCH;
  @Nullable public Instant due;
  @Nullable String renamingTo;
  TreeMap<String, String> pending = new TreeMap<>();
  TreeMap<String, String> tags = new TreeMap<>();
  String engineVersion = "16.4";
  public SimActivity activity = new SimActivity();
  int gib = 100;

  /// The ARN of the key that it is encrypted with; null when it is not.
  @Nullable String kmsKey;

  SimDatabase() {}

  SimDatabase(String identifier, String resourceId, Instant createdAt) {
    this.identifier = identifier;
    this.resourceId = resourceId;
    this.createdAt = createdAt;
  }

  abstract T self();

  /// The name, which changes with a rename.
  public String identifier() {
    return identifier;
  }

  /// The id that survives a rename.
  public String resourceId() {
    return resourceId;
  }

  /// RDS's status, such as `available`.
  public String status() {
    return status;
  }

  /// Whether deletion protection is on.
  public boolean isProtected() {
    return deletionProtection;
  }

  /// All tags.
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// Of this engine, such as `aurora-mysql`.
  public T engine(String name) {
    engine = name;
    return self();
  }

  /// Of this version of the engine.
  public T version(String number) {
    engineVersion = number;
    return self();
  }

  /// Whenever it is up, with this many connections.
  public T connections(double count) {
    activity.level(SimMetrics.CONNECTIONS, count, Instant.EPOCH);
    return self();
  }

  /// With deletion protection on.
  public T protectedFromDeletion() {
    deletionProtection = true;
    return self();
  }

  /// How many days automated backups are kept; 0 means that there are none.
  public T backupRetention(int days) {
    backupRetentionDays = days;
    return self();
  }

  /// With this tag.
  public T tagged(String key, String value) {
    tags.put(key, value);
    return self();
  }

  /// Created this long before now.
  public T createdAgo(Duration age) {
    createdAt = createdAt.minus(age);
    return self();
  }

  /// Encrypted with this key.
  public T encryptedWith(SimKey key) {
    kmsKey = key.arn;
    return self();
  }

  /// With this much storage: of a new one, or because somebody adds some.
  public T storage(int gibibytes) {
    gib = gibibytes;
    return self();
  }

  /// Already stopped: it starts again by itself seven days from now.
  public T stopped() {
    return inStatus("stopped");
  }

  /// In any of RDS's statuses, such as `storage-full`.
  public T inStatus(String name) {
    status = name;
    return self();
  }

  public boolean is(String... statuses) {
    return Set.of(statuses).contains(status);
  }

  /// RDS's Describe calls return Neptune's and DocumentDB's resources too.
  boolean isOfAnotherService() {
    return engine.equals("docdb") || engine.equals("neptune");
  }

  public void enter(String newStatus, Instant now) {
    status = newStatus;
    activity.reports(isUp(), now);
    Duration lasts = PASSING.get(newStatus);
    due = lasts == null ? null : now.plus(lasts);
  }

  private boolean isUp() {
    return !is("creating", "stopping", "stopped", "starting", "deleting");
  }

  /// Up to when it can be restored: about five minutes ago, while there are backups and it is up
  /// (RDS guide, USER_PIT).
  @Nullable Instant latestRestorable(Instant now) {
    return backupRetentionDays == 0 ? null : activity.lastReport(now).minus(Duration.ofMinutes(5));
  }

  @Nullable Instant automaticRestart() {
    return status.equals("stopped") ? due : null;
  }

  /// Moves to what follows the present status.
  public void settle(Instant at) {
    switch (status) {
      case "stopping" -> enter("stopped", at);
      case "stopped" -> enter("starting", at);
      case "renaming" -> {
        identifier = renamingTo == null ? identifier : renamingTo;
        renamingTo = null;
        activity.forget(at);
        enter("available", at);
      }
      default -> enter("available", at);
    }
  }

  /// Makes every pending change at once. All but the rename are in place immediately; the status
  /// says that they take a while.
  void applyPending(Instant now) {
    String retention = pending.get(RETENTION);
    String newName = pending.get(RENAME);
    boolean slow = pending.containsKey(CLASS) || retention != null;
    if (retention != null) {
      backupRetentionDays = Integer.parseInt(retention);
    }
    applyOwn(pending);
    pending.clear();
    if (newName != null) {
      renamingTo = newName;
      enter("renaming", now);
    } else if (slow) {
      enter("modifying", now);
    }
  }

  /// What only one of the two types can have pending.
  void applyOwn(Map<String, String> changes) {}
}
