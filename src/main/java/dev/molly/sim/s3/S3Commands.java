package dev.molly.sim.s3;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.TagRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.MFADelete;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/// Changes to the settings of one bucket. Each put replaces the whole setting.
@SuppressWarnings("deprecation") // A rule of the older form has a prefix beside its filter.
final class S3Commands {

  private static final int LARGEST_POLICY_BYTES = 20 * 1024;
  private static final int MOST_RULES = 1000;

  /// The id of a user or role, which S3 returns in place of a deleted one.
  private static final Pattern DELETED = Pattern.compile("\"(AROA|AIDA)[A-Z0-9]{12,}\"");

  private final SimEndpoint at;

  S3Commands(SimEndpoint at) {
    this.at = at;
  }

  /// With MFA Delete on, only the root user with a second factor can change versioning (S3
  /// guide, MultiFactorAuthenticationDelete). No caller here is root.
  void versioning(SimBucket bucket, VersioningConfiguration asked) {
    if (bucket.mfaDelete || asked.mfaDelete() == MFADelete.ENABLED) {
      throw S3Errors.accessDenied();
    }
    String status = asked.statusAsString();
    if (status == null || !List.of("Enabled", "Suspended").contains(status)) {
      throw malformed();
    }
    if (bucket.objectLock && status.equals("Suspended")) {
      throw S3Errors.of(
          409,
          "InvalidBucketState",
          "An Object Lock configuration is present on this bucket, so the versioning state cannot"
              + " be changed.");
    }

    set(!status.equals(bucket.versioning), () -> bucket.versioning = status);
  }

  /// Object Lock can be enabled on an existing bucket if it is versioned (S3 API,
  /// PutObjectLockConfiguration).
  void objectLock(SimBucket bucket, ObjectLockConfiguration asked) {
    if (!"Enabled".equals(asked.objectLockEnabledAsString())) {
      throw malformed();
    }
    if (!"Enabled".equals(bucket.versioning)) {
      throw S3Errors.of(
          409,
          "InvalidBucketState",
          "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    }
    var wanted = asked.rule() == null ? null : asked.rule().defaultRetention();
    SimBucket.Retention retention =
        wanted == null
            ? null
            : new SimBucket.Retention(wanted.modeAsString(), wanted.days(), wanted.years());

    boolean changes = !bucket.objectLock || !Objects.equals(retention, bucket.retention);
    set(
        changes,
        () -> {
          bucket.objectLock = true;
          bucket.retention = retention;
        });
  }

  /// The limit of 20 KB is AWS's; the error code for exceeding it is not documented.
  void policy(SimBucket bucket, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_POLICY_BYTES) {
      throw S3Errors.of(400, "PolicyTooLarge", "Policy exceeds the maximum of 20480 bytes");
    }
    Optional<S3Policy> policy = S3Policy.parse(text);
    if (policy.isEmpty()) {
      throw S3Errors.of(
          400, "MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'");
    }

    if (DELETED.matcher(text).find()) {
      throw S3Errors.of(400, "MalformedPolicy", "Invalid principal in policy");
    }
    boolean blocks =
        Boolean.TRUE.equals(bucket.blocksPublicPolicy)
            || at.state(S3State.class).blocksPublicPolicies;
    if (blocks && policy.get().isPublic()) {
      throw S3Errors.publicPolicy(at.account(), bucket.name);
    }

    set(!text.equals(bucket.policy), () -> bucket.policy = text);
  }

  void noPolicy(SimBucket bucket) {
    set(bucket.policy != null, () -> bucket.policy = null);
  }

  /// If tags control access, only TagResource and UntagResource change them; AWS documents no
  /// error code for the refusal (S3 guide, buckets-tagging-enable-abac).
  void tagging(SimBucket bucket, List<Tag> asked) {
    if (bucket.abac) {
      throw S3Errors.of(
          400, "InvalidRequest", "ABAC is enabled for this bucket: use TagResource, UntagResource");
    }
    if (asked.size() > TagRules.MOST) {
      throw S3Errors.of(400, "BadRequest", "Bucket tag count cannot be greater than 50");
    }
    TreeMap<String, String> tags = new TreeMap<>();
    for (Tag tag : asked) {
      if (!TagRules.isLegal(tag.key(), tag.value())) {
        throw S3Errors.of(400, "InvalidTag", "The Tag you have provided is invalid");
      }
      if (TagRules.isReserved(tag.key()) && !tag.value().equals(bucket.tags.get(tag.key()))) {
        throw S3Errors.of(400, "InvalidTag", "System tags cannot be added/updated by requester");
      }
      if (tags.put(tag.key(), tag.value()) != null) {
        throw S3Errors.of(400, "InvalidTag", "Cannot provide multiple Tags with the same key");
      }
    }

    set(!tags.equals(bucket.tags), () -> bucket.tags = tags);
  }

  /// "MFA delete cannot be used with lifecycle" (S3 guide); AWS does not document the code.
  void lifecycle(SimBucket bucket, @Nullable BucketLifecycleConfiguration asked) {
    if (bucket.mfaDelete) {
      throw S3Errors.of(
          400, "InvalidRequest", "Lifecycle is not supported on a bucket with MFA delete");
    }
    if (asked == null || asked.rules().isEmpty() || asked.rules().size() > MOST_RULES) {
      throw malformed();
    }
    refuseBothForms(asked.rules());
    List<SimBucket.LifecycleRule> rules =
        new ArrayList<>(asked.rules().stream().map(S3Commands::rule).toList());

    set(
        !rules.equals(bucket.lifecycle),
        () -> {
          bucket.lifecycle = rules;
          bucket.planEmptying(at.now());
        });
  }

  void noLifecycle(SimBucket bucket) {
    set(
        !bucket.lifecycle.isEmpty(),
        () -> {
          bucket.lifecycle = new ArrayList<>();
          bucket.planEmptying(at.now());
        });
  }

  /// A rule has a Prefix (V1) or a Filter (V2), and a configuration has rules of one form only.
  /// The wording is AWS's: https://github.com/noobaa/noobaa-core/issues/8426
  private static void refuseBothForms(List<LifecycleRule> asked) {
    boolean older = asked.stream().anyMatch(rule -> rule.prefix() != null);
    boolean newer = asked.stream().anyMatch(rule -> rule.filter() != null);
    if (older && newer) {
      throw S3Errors.of(400, "InvalidRequest", "Filter element can only be used in Lifecycle V2.");
    }
  }

  private static SimBucket.LifecycleRule rule(LifecycleRule asked) {
    SimEndpoint.only(
        asked,
        "ID",
        "Status",
        "Prefix",
        "Filter",
        "Expiration",
        "NoncurrentVersionExpiration",
        "AbortIncompleteMultipartUpload");
    boolean older = asked.filter() == null && asked.prefix() != null;
    if (asked.filter() != null) {
      SimEndpoint.only(asked.filter(), "Prefix");
    }
    String prefix = asked.filter() == null ? asked.prefix() : asked.filter().prefix();
    var expiration = asked.expiration();
    var noncurrent = asked.noncurrentVersionExpiration();
    var abort = asked.abortIncompleteMultipartUpload();
    if (noncurrent != null) {
      SimEndpoint.only(noncurrent, "NoncurrentDays");
    }
    if (expiration == null && noncurrent == null && abort == null) {
      throw S3Errors.of(
          400, "InvalidRequest", "At least one action needs to be specified in a rule");
    }
    refuseMixed(asked);
    return new SimBucket.LifecycleRule(
        asked.id() == null ? "" : asked.id(),
        asked.statusAsString(),
        prefix == null ? "" : prefix,
        expiration == null ? null : expiration.days(),
        expiration == null ? null : expiration.date(),
        expiration == null ? null : expiration.expiredObjectDeleteMarker(),
        noncurrent == null ? null : noncurrent.noncurrentDays(),
        abort == null ? null : abort.daysAfterInitiation(),
        older);
  }

  /// ExpiredObjectDeleteMarker cannot be combined with Days or Date (S3 API,
  /// LifecycleExpiration).
  private static void refuseMixed(LifecycleRule asked) {
    var expiration = asked.expiration();
    if (expiration != null
        && expiration.expiredObjectDeleteMarker() != null
        && (expiration.days() != null || expiration.date() != null)) {
      throw malformed();
    }
  }

  private static RuntimeException malformed() {
    return S3Errors.of(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  private void set(boolean changes, Runnable write) {
    if (changes) {
      write.run();
      at.changed();
    }
  }
}
