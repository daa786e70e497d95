package dev.molly.kind.s3;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Digest;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/// The lifecycle rules of one bucket, including Molly's two rules that empty it: S3 deletes
/// every object, every old version, every unfinished upload, and the remaining delete markers.
///
/// As a setting, one line each: `molly-empty` if Molly's rules are present, and `others 2
/// 0123456789ab` for the rules of others, which stay as they are. A put replaces all rules, so
/// they are read again directly before it, and nothing is written if they are no longer those of
/// the plan.
///
/// A rule states its scope by a `Filter`, or in the older form by a `Prefix`. S3 accepts no
/// configuration with both ("Filter element can only be used in Lifecycle V2"), so Molly's rules
/// are written in the form of the existing ones; a line about others in the older form ends with
/// `v1`.
///
/// Source: S3 API Reference, PutBucketLifecycleConfiguration; S3 User Guide, "Expiring objects";
/// https://github.com/cloud-custodian/cloud-custodian/issues/5826
@SuppressWarnings("deprecation")
public // The older form is in use as long as buckets have it.
final class LifecycleRules {
  private static final String PREFIX = "molly-empty";
  private static final String OTHERS = "others ";
  private static final String OLDER = " v1";

  private static final List<LifecycleRule> MINE =
      List.of(
          LifecycleRule.builder()
              .id(PREFIX + "-objects")
              .status(ExpirationStatus.ENABLED)
              .filter(everything())
              .expiration(e -> e.days(1))
              .noncurrentVersionExpiration(e -> e.noncurrentDays(1))
              .abortIncompleteMultipartUpload(e -> e.daysAfterInitiation(1))
              .build(),
          LifecycleRule.builder()
              .id(PREFIX + "-markers")
              .status(ExpirationStatus.ENABLED)
              .filter(everything())
              .expiration(e -> e.expiredObjectDeleteMarker(true))
              .build());

  private final List<LifecycleRule> mine;
  private final List<LifecycleRule> others;
  private final @Nullable TransitionDefaultMinimumObjectSize smallest;

  private LifecycleRules(
      List<LifecycleRule> rules, @Nullable TransitionDefaultMinimumObjectSize smallest) {
    this.mine = rules.stream().filter(LifecycleRules::isMine).map(LifecycleRules::plain).toList();
    this.others = rules.stream().filter(rule -> !isMine(rule)).toList();
    this.smallest = smallest;
  }

  private static LifecycleRuleFilter everything() {
    return LifecycleRuleFilter.builder().prefix("").build();
  }

  static LifecycleRules of(S3Client s3, ResourceRef bucket) {
    String owner = bucket.id().account().value();
    try {
      var answer =
          AwsCalls.call(
              "s3:GetLifecycleConfiguration",
              () ->
                  s3.getBucketLifecycleConfiguration(
                      r -> r.bucket(bucket.identifier()).expectedBucketOwner(owner)));
      return new LifecycleRules(answer.rules(), answer.transitionDefaultMinimumObjectSize());
    } catch (AwsException e) {
      if (e.code().equals("NoSuchLifecycleConfiguration")) {
        return new LifecycleRules(List.of(), null);
      }
      throw e;
    }
  }

  private static boolean isMine(LifecycleRule rule) {
    return rule.id() != null && rule.id().startsWith(PREFIX + "-");
  }

  /// Normalizes a rule for the whole bucket for comparison: S3 may return it with no filter,
  /// with an empty one, or (Ceph) with an empty prefix beside it.
  private static LifecycleRule plain(LifecycleRule rule) {
    var filter = rule.filter();
    boolean filters = filter != null && !filter.equals(LifecycleRuleFilter.builder().build());
    boolean all = !filters && (rule.prefix() == null || rule.prefix().isEmpty());
    return all ? rule.toBuilder().prefix(null).filter(everything()).build() : rule;
  }

  /// Converts a rule to the older form.
  private static LifecycleRule older(LifecycleRule mine) {
    return mine.toBuilder().filter((LifecycleRuleFilter) null).prefix("").build();
  }

  /// Returns whether the rules of others are in the older form; S3 never stores both forms.
  private boolean isOlder() {
    return others.stream().anyMatch(rule -> rule.filter() == null && rule.prefix() != null);
  }

  String setting() {
    var lines = new ArrayList<String>();
    if (!mine.isEmpty()) {
      boolean asWritten = mine.size() == MINE.size() && mine.containsAll(MINE);
      lines.add(asWritten ? PREFIX : PREFIX + " edited " + digest(mine));
    }
    if (!others.isEmpty()) {
      lines.add(OTHERS + others.size() + " " + digest(others) + (isOlder() ? OLDER : ""));
    }
    return String.join("\n", lines);
  }

  private static String digest(List<LifecycleRule> rules) {
    var digest = new Digest.Builder();
    rules.forEach(rule -> digest.add(plain(rule).toString()));
    return digest.build().hex().substring(0, 12);
  }

  /// Returns the setting with Molly's rules.
  public static String emptying(String setting) {
    return others(setting).map(line -> PREFIX + "\n" + line).orElse(PREFIX);
  }

  /// Returns the setting without Molly's rules.
  static String untouched(String setting) {
    return others(setting).orElse("");
  }

  /// Returns whether a setting contains Molly's rules, either as Molly writes them or edited.
  static boolean isEmptying(String setting) {
    return setting.startsWith(PREFIX);
  }

  /// Returns the line about the rules of others.
  static Optional<String> others(String setting) {
    return setting.lines().filter(line -> line.startsWith(OTHERS)).findFirst();
  }

  /// Puts the rules of a setting, with a single write.
  static void put(S3Client s3, ResourceRef bucket, String to) {
    LifecycleRules now = of(s3, bucket);
    if (!others(now.setting()).equals(others(to))) {
      throw AwsException.notSent(
          bucket.identifier() + ": its other lifecycle rules were changed just now");
    }
    var rules = new ArrayList<>(now.others);
    if (isEmptying(to)) {
      rules.addAll(now.isOlder() ? MINE.stream().map(LifecycleRules::older).toList() : MINE);
    }
    String name = bucket.identifier();
    String owner = bucket.id().account().value();
    AwsCalls.call(
        "s3:PutLifecycleConfiguration",
        () ->
            rules.isEmpty()
                ? s3.deleteBucketLifecycle(r -> r.bucket(name).expectedBucketOwner(owner))
                : s3.putBucketLifecycleConfiguration(
                    r ->
                        r.bucket(name)
                            .expectedBucketOwner(owner)
                            .transitionDefaultMinimumObjectSize(now.smallest)
                            .lifecycleConfiguration(l -> l.rules(rules))));
  }

  /// Returns the AWS CLI options that are equivalent to [#put]; the rules of others are read in
  /// the same line.
  static String options(ResourceRef bucket, String to) {
    String theirs = "Rules[?!starts_with(ID,'%s-')]".formatted(PREFIX);
    String all = isEmptying(to) ? "[%s,`%s`][]".formatted(theirs, json(isOlder(to))) : theirs;
    if (others(to).isEmpty()) {
      return "--lifecycle-configuration " + ShellQuoting.quote("{\"Rules\":" + json(false) + "}");
    }
    return "--lifecycle-configuration \"$(%s)\""
        .formatted(
            BucketCommands.command(
                "get-bucket-lifecycle-configuration",
                bucket,
                "--query " + ShellQuoting.quote("{Rules:" + all + "}")));
  }

  private static boolean isOlder(String setting) {
    return others(setting).map(line -> line.endsWith(OLDER)).orElse(false);
  }

  private static String json(boolean older) {
    String filter = older ? "\"Prefix\":\"\"" : "\"Filter\":{\"Prefix\":\"\"}";
    return """
    [{"ID":"%s-objects","Status":"Enabled",%s,"Expiration":{"Days":1},\
    "NoncurrentVersionExpiration":{"NoncurrentDays":1},\
    "AbortIncompleteMultipartUpload":{"DaysAfterInitiation":1}},\
    {"ID":"%s-markers","Status":"Enabled",%s,\
    "Expiration":{"ExpiredObjectDeleteMarker":true}}]\
    """
        .formatted(PREFIX, filter, PREFIX, filter);
  }
}
