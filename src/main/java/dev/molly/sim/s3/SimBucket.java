package dev.molly.sim.s3;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A simulated bucket. Its objects are only counted, except those that are put into it. The
/// public methods that return `this` describe a new one to `SimAccount.createBucket`.
public final class SimBucket {

  /// One rule of a lifecycle configuration, reduced to the members that can empty a bucket.
  record LifecycleRule(
      String id,
      String status,
      String prefix,
      @Nullable Integer expirationDays,
      @Nullable Instant expirationDate,
      @Nullable Boolean expiredObjectDeleteMarker,
      @Nullable Integer noncurrentDays,
      @Nullable Integer abortUploadDays,
      boolean older) {

    boolean hasExpiration() {
      return expirationDays != null || expirationDate != null || expiredObjectDeleteMarker != null;
    }
  }

  /// The default retention of Object Lock, in days or in years.
  record Retention(String mode, @Nullable Integer days, @Nullable Integer years) {}

  String name = "";
  String region = "";
  Instant createdAt = Instant.EPOCH;
  @Nullable String versioning;
  boolean mfaDelete;
  boolean objectLock;
  boolean objectLockUnsaid;
  @Nullable Retention retention;
  boolean abac;
  boolean requesterPays;
  @Nullable String policy;

  /// The last policy that was parsed.
  private transient String parsedText = "";

  private transient Optional<S3Policy> parsed = Optional.empty();

  /// Whether S3 refuses a public policy for the bucket; null if it has no public access block.
  @Nullable Boolean blocksPublicPolicy;

  TreeMap<String, String> tags = new TreeMap<>();
  List<LifecycleRule> lifecycle = new ArrayList<>();
  long objects;
  long bytes;

  /// The objects that were put into it, by key.
  TreeMap<String, byte[]> contents = new TreeMap<>();

  boolean hidesMissing;
  boolean shared;
  @Nullable Instant emptyAt;
  @Nullable String replicatedTo;
  boolean replicationDisabled;
  boolean requestMetrics;
  SimActivity activity = new SimActivity();

  SimBucket() {}

  SimBucket(String name, String region, Instant createdAt) {
    this.name = name;
    this.region = region;
    this.createdAt = createdAt;
  }

  /// Returns the name, which never changes.
  public String name() {
    return name;
  }

  /// Returns the region of the bucket.
  public String region() {
    return region;
  }

  /// Returns the number of objects and versions.
  public long objects() {
    return objects;
  }

  /// Returns the objects that were put into it, by key.
  public Map<String, byte[]> contents() {
    return Collections.unmodifiableMap(contents);
  }

  /// Puts an object, as another user does.
  public void put(String key, byte[] content) {
    byte[] before = contents.put(key, content.clone());
    objects += before == null ? 1 : 0;
    bytes += content.length - (before == null ? 0 : before.length);
  }

  /// Deletes an object that was put, as a lifecycle rule does.
  public void delete(String key) {
    byte[] gone = contents.remove(key);
    objects -= gone == null ? 0 : 1;
    bytes -= gone == null ? 0 : gone.length;
  }

  /// Answers 403 for an object that is not there, as S3 does to callers who may not list.
  public SimBucket hidingMissingObjects() {
    hidesMissing = true;
    return this;
  }

  /// Lets every account read and write its objects.
  public SimBucket shared() {
    shared = true;
    return this;
  }

  /// Returns the parsed bucket policy; empty if there is none, or it cannot be parsed.
  Optional<S3Policy> parsedPolicy() {
    if (!policy().equals(parsedText)) {
      parsedText = policy();
      parsed = S3Policy.parse(parsedText);
    }
    return parsed;
  }

  /// Returns the text of the bucket policy; empty if there is none.
  public String policy() {
    return policy == null ? "" : policy;
  }

  /// Returns `Enabled`, `Suspended`, or an empty text if versioning was never set.
  public String versioning() {
    return versioning == null ? "" : versioning;
  }

  /// Returns the ids of its lifecycle rules, in order.
  public List<String> lifecycleRules() {
    return lifecycle.stream().map(LifecycleRule::id).toList();
  }

  /// Returns the size in bytes.
  public long bytes() {
    return bytes;
  }

  /// Returns all tags.
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// Enables versioning.
  public SimBucket versioned() {
    versioning = "Enabled";
    return this;
  }

  /// Suspends versioning that was enabled before.
  public SimBucket versioningSuspended() {
    versioning = "Suspended";
    return this;
  }

  /// Turns MFA Delete on: only the root user with a second factor may delete versions or change
  /// versioning.
  public SimBucket mfaDelete() {
    mfaDelete = true;
    return versioned();
  }

  /// Enables Object Lock with a default retention; `mode` is `GOVERNANCE` or `COMPLIANCE`.
  public SimBucket objectLock(String mode, int days) {
    objectLock = true;
    retention = new Retention(mode, days, null);
    return versioned();
  }

  /// Makes S3 answer with an Object Lock configuration that does not say whether it is enabled.
  public SimBucket objectLockUnsaid() {
    objectLock = true;
    objectLockUnsaid = true;
    return versioned();
  }

  /// Sets the bucket policy, without checks.
  public SimBucket policy(String json) {
    policy = json;
    return this;
  }

  /// Adds a public access block from now on, which determines whether S3 refuses a public
  /// policy.
  public SimBucket blocksPublicPolicy(boolean blocks) {
    blocksPublicPolicy = blocks;
    return this;
  }

  /// Deletes a principal of the policy: from now on S3 returns an id in its place.
  public void principalDeleted(String arn, String id) {
    policy = policy().replace(arn, id);
  }

  /// Adds a tag.
  public SimBucket tagged(String key, String value) {
    tags.put(key, value);
    return this;
  }

  /// Makes its tags control access, so that they can only be changed one by one.
  public SimBucket tagsControlAccess() {
    abac = true;
    return this;
  }

  /// Makes the requesters pay for reads.
  public SimBucket requesterPays() {
    requesterPays = true;
    return this;
  }

  /// Sets the number of objects and bytes.
  public SimBucket holding(long objectCount, long byteCount) {
    objects = objectCount;
    bytes = byteCount;
    return this;
  }

  /// Enables request metrics for the whole bucket, with this many requests a second.
  public SimBucket requests(double perSecond) {
    requestMetrics = true;
    activity.level(MetricSource.REQUESTS, perSecond, Instant.EPOCH);
    return this;
  }

  /// Makes S3 answer that it replicates, without the rules.
  public SimBucket replicationUnsaid() {
    replicatedTo = "";
    return this;
  }

  /// Adds a rule that replicates new objects to another bucket, by its ARN.
  public SimBucket replicatedTo(String bucketArn) {
    replicatedTo = bucketArn;
    return this;
  }

  /// Disables that rule.
  public SimBucket replicationDisabled() {
    replicationDisabled = true;
    return this;
  }

  /// Sets the creation time to this long before now.
  public SimBucket createdAgo(Duration age) {
    createdAt = createdAt.minus(age);
    return this;
  }

  Stream<SimClock.Due> due() {
    return SimClock.due(emptyAt, name, this::emptied);
  }

  /// Computes the time at which the lifecycle rules will have deleted every object, counted from
  /// now. Times round up to the next midnight in UTC. In a bucket with versions an expiration
  /// only adds a delete marker: the hidden versions are deleted by the rule for noncurrent
  /// versions (S3 guide, intro-lifecycle-rules). Only rules for the whole bucket count, and
  /// Object Lock prevents them all.
  void planEmptying(Instant now) {
    Instant expired = soonest(rule -> expires(rule, now));
    Instant gone = expired;
    if (expired != null && versioning != null) {
      gone =
          soonest(
              rule ->
                  rule.noncurrentDays() == null
                      ? null
                      : expired.plus(Duration.ofDays(rule.noncurrentDays())));
    }
    emptyAt = gone == null || objectLock ? null : midnightAfter(gone);
  }

  private void emptied(Instant at) {
    holds(0, 0, at);
    emptyAt = null;
  }

  /// Sets the contents, as another user writes or deletes objects.
  public void holds(long newObjects, long newBytes, Instant now) {
    holding(newObjects, newBytes);
    measured(now);
  }

  /// Makes the storage metrics show the present contents from now on.
  void measured(Instant from) {
    activity.reports(true, from);
    activity.level(MetricSource.OBJECTS, (double) objects, from);
    activity.level(MetricSource.BYTES, (double) bytes, from);
  }

  private static @Nullable Instant expires(LifecycleRule rule, Instant now) {
    if (rule.expirationDays() != null) {
      return now.plus(Duration.ofDays(rule.expirationDays()));
    }
    Instant date = rule.expirationDate();
    return date != null && date.isBefore(now) ? now : date;
  }

  private @Nullable Instant soonest(Function<LifecycleRule, @Nullable Instant> when) {
    return lifecycle.stream()
        .filter(rule -> rule.status().equals("Enabled") && rule.prefix().isEmpty())
        .flatMap(rule -> Stream.ofNullable(when.apply(rule)))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Instant midnightAfter(Instant instant) {
    return instant.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
  }
}
