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

/// The lifecycle rules of one bucket, and molly's two among them, which empty it: S3 deletes every
/// object, every old version, every upload that was never finished, and the markers that are left.
///
/// As a setting, a line each: `molly-empty` when molly's are there, and `others 2 0123456789ab` for
/// those of others, which stay as they are. A put replaces all rules, so they are read again just
/// before it, and nothing is written when they are no longer those of the plan.
///
/// A rule says what it is for by a `Filter`, or in the older form by a `Prefix` beside it. S3 takes
/// no configuration with both ("Filter element can only be used in Lifecycle V2"), so molly's are
/// written in the form that the others have; a line about others in the older form ends with `v1`.
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

  /// For everything, in the one form that molly compares: S3 may give it back as no filter, an
  /// empty one, or (Ceph) an empty prefix beside it.
  private static LifecycleRule plain(LifecycleRule rule) {
    var filter = rule.filter();
    boolean filters = filter != null && !filter.equals(LifecycleRuleFilter.builder().build());
    boolean all = !filters && (rule.prefix() == null || rule.prefix().isEmpty());
    return all ? rule.toBuilder().prefix(null).filter(everything()).build() : rule;
  }

  /// In the older form.
  private static LifecycleRule older(LifecycleRule mine) {
    return mine.toBuilder().filter((LifecycleRuleFilter) null).prefix("").build();
  }

  /// Whether the rules of others are in the older form; S3 keeps none in both.
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

  /// A setting with molly's rules.
  public static String emptying(String setting) {
    return others(setting).map(line -> PREFIX + "\n" + line).orElse(PREFIX);
  }

  /// A setting without them.
  static String untouched(String setting) {
    return others(setting).orElse("");
  }

  /// Whether molly's rules are in a setting, as molly writes them or edited.
  static boolean isEmptying(String setting) {
    return setting.startsWith(PREFIX);
  }

  /// The line about the rules of others.
  static Optional<String> others(String setting) {
    return setting.lines().filter(line -> line.startsWith(OTHERS)).findFirst();
  }

  /// Takes the rules to a setting. One write.
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

  /// The options of the AWS CLI that do what [#put] does; the rules of others are read in the same
  /// line.
  static String options(ResourceRef bucket, String to) {
    String theirs = "Rules[?!starts_with(ID,'%s-')]".formatted(PREFIX);
    String all = isEmptying(to) ? "[%s,`%s`][]".formatted(theirs, json(isOlder(to))) : theirs;
    if (others(to).isEmpty()) {
      return "--lifecycle-configuration " + ShellQuoting.quote("{\"Rules\":" + json(false) + "}");
    }
    return "--lifecycle-configuration \"$(aws s3api get-bucket-lifecycle-configuration --region %s --bucket %s --query %s)\""
        .formatted(
            bucket.id().region(),
            ShellQuoting.quote(bucket.identifier()),
            ShellQuoting.quote("{Rules:" + all + "}"));
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
