package dev.molly.guardrail;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The account of the table of doors: its principals, its resources and their tags, by the words
/// of the table.
final class GuardedAccount {
  private static final String ACCOUNT = "111122223333";

  /// The principal whose identity policies can be given.
  static final String CALLER = principal("administrator");

  private static final Map<String, String> ARNS =
      Map.ofEntries(
          Map.entry("*", "*"),
          Map.entry("instance", regional("ec2", "instance/i-0123456789abcdef0")),
          Map.entry("snapshot", "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0"),
          Map.entry("database", regional("rds", "db:orders")),
          Map.entry("database-snapshot", regional("rds", "snapshot:orders-final")),
          Map.entry("database-backup", regional("rds", "auto-backup:ab-1")),
          Map.entry("cluster", regional("rds", "cluster:orders")),
          Map.entry("cluster-snapshot", regional("rds", "cluster-snapshot:orders-final")),
          Map.entry("cluster-backup", regional("rds", "cluster-auto-backup:ab-1")),
          Map.entry("bucket", "arn:aws:s3:::acme-archive"),
          Map.entry("key", regional("kms", "key/1234abcd")),
          Map.entry("alias", regional("kms", "alias/molly-records")),
          Map.entry(
              "group",
              regional("autoscaling", "autoScalingGroup:1234abcd:autoScalingGroupName/web")),
          Map.entry("stack", regional("cloudformation", "stack/web/1234abcd")),
          Map.entry("document", regional("ssm", "automation-definition/AWS-TerminateEC2Instance")),
          Map.entry("purge-role", principal("molly-purge")));

  private static final String RECORD = "v=1 goal=retired";

  private static final Map<String, Map<String, String>> TAGS =
      Map.of(
          "untagged", Map.of(),
          "retired", Map.of("molly:retire", RECORD),
          "due", Map.of("molly:retire", RECORD, "molly:state", "due"),
          "copy", Map.of("molly:copy-of", "i-0123456789abcdef0"));

  private GuardedAccount() {}

  /// Returns the ARN of a role, or of the root user.
  static String principal(String name) {
    return "arn:aws:iam::%s:%s".formatted(ACCOUNT, name.equals("root") ? name : "role/" + name);
  }

  /// Returns the ARN of a resource.
  static String arn(String resource) {
    return Objects.requireNonNull(ARNS.get(resource), resource);
  }

  /// Returns the condition keys for the tags of a resource in a state.
  static Map<String, List<String>> tags(String state) {
    return Objects.requireNonNull(TAGS.get(state), state).entrySet().stream()
        .collect(
            Collectors.toMap(
                tag -> "aws:ResourceTag/" + tag.getKey(), tag -> List.of(tag.getValue())));
  }

  private static String regional(String service, String resource) {
    return "arn:aws:%s:eu-west-1:%s:%s".formatted(service, ACCOUNT, resource);
  }
}
