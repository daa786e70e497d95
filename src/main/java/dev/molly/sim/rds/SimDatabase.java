package dev.molly.sim.rds;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The common base of DB instances and DB clusters. The public methods that return `this`
/// describe a new one to `SimAccount.createDb` or `SimAccount.createCluster`.
public abstract sealed class SimDatabase<T extends SimDatabase<T>>
    permits SimDbInstance, SimDbCluster {

  static final String RENAME = "rename";
  static final String RETENTION = "retention";
  static final String CLASS = "class";

  /// The duration of each transient status. RDS starts a stopped database again after seven
  /// days, at the time in AutomaticRestartTime (RDS API, DBInstance). A rename takes about ten
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

  String identifier = "";
  String resourceId = "";
  String engine = "postgres";
  String status = "available";
  boolean deletionProtection;
  int backupRetentionDays = 7;
  boolean copyTagsToSnapshot;
  Instant createdAt = Instant.EPOCH;
  @Nullable Instant due;
  @Nullable String renamingTo;
  TreeMap<String, String> pending = new TreeMap<>();
  TreeMap<String, String> tags = new TreeMap<>();
  String engineVersion = "16.4";
  SimActivity activity = new SimActivity();
  int gib = 100;

  /// The ARN of the encryption key; null if the database is not encrypted.
  @Nullable String kmsKey;

  SimDatabase() {}

  SimDatabase(String identifier, String resourceId, Instant createdAt) {
    this.identifier = identifier;
    this.resourceId = resourceId;
    this.createdAt = createdAt;
  }

  abstract T self();

  /// Returns the name, which changes with a rename.
  public String identifier() {
    return identifier;
  }

  /// Returns the id that survives a rename.
  public String resourceId() {
    return resourceId;
  }

  /// Returns the RDS status, such as `available`.
  public String status() {
    return status;
  }

  /// Returns whether deletion protection is on.
  public boolean isProtected() {
    return deletionProtection;
  }

  /// Returns all tags.
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// Sets the engine, such as `aurora-mysql`.
  public T engine(String name) {
    engine = name;
    return self();
  }

  /// Sets the version of the engine.
  public T version(String number) {
    engineVersion = number;
    return self();
  }

  /// Sets the number of connections while the database is up.
  public T connections(double count) {
    connections(count, Instant.EPOCH);
    return self();
  }

  /// Sets the number of connections from an instant on, while the database is up.
  public void connections(double count, Instant from) {
    activity.level(MetricSource.CONNECTIONS, count, from);
  }

  /// Turns deletion protection on.
  public T protectedFromDeletion() {
    deletionProtection = true;
    return self();
  }

  /// Sets the retention of automated backups in days; 0 means that there are none.
  public T backupRetention(int days) {
    backupRetentionDays = days;
    return self();
  }

  /// Adds a tag.
  public T tagged(String key, String value) {
    tags.put(key, value);
    return self();
  }

  /// Sets the creation time to this long before now.
  public T createdAgo(Duration age) {
    createdAt = createdAt.minus(age);
    return self();
  }

  /// Encrypts the database with this key.
  public T encryptedWith(SimKey key) {
    kmsKey = key.arn;
    return self();
  }

  /// Sets the storage size, of a new database or because storage was added.
  public T storage(int gibibytes) {
    gib = gibibytes;
    return self();
  }

  /// Makes the database already stopped: it starts again by itself seven days from now.
  public T stopped() {
    return inStatus("stopped");
  }

  /// Sets any RDS status, such as `storage-full`.
  public T inStatus(String name) {
    status = name;
    return self();
  }

  boolean is(String... statuses) {
    return Set.of(statuses).contains(status);
  }

  /// RDS Describe calls also return the resources of Neptune and DocumentDB.
  boolean isOfAnotherService() {
    return engine.equals("docdb") || engine.equals("neptune");
  }

  void enter(String newStatus, Instant now) {
    status = newStatus;
    activity.reports(isUp(), now);
    Duration lasts = PASSING.get(newStatus);
    due = lasts == null ? null : now.plus(lasts);
  }

  private boolean isUp() {
    return !is("creating", "stopping", "stopped", "starting", "deleting");
  }

  /// Returns the latest time to which the database can be restored: about five minutes ago,
  /// while there are backups and it is up (RDS guide, USER_PIT).
  @Nullable Instant latestRestorable(Instant now) {
    return backupRetentionDays == 0 ? null : activity.lastReport(now).minus(Duration.ofMinutes(5));
  }

  @Nullable Instant automaticRestart() {
    return status.equals("stopped") ? due : null;
  }

  /// Changes to the status that follows the present one.
  void settle(Instant at) {
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

  /// Applies all pending changes at once. All but the rename take effect immediately; the status
  /// shows them as in progress for a while.
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

  /// Applies pending changes that only one of the two types can have.
  void applyOwn(Map<String, String> changes) {}
}
