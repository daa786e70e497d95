package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/// CloudWatch Logs log groups. A group has no id: its creation time tells it from another group
/// that has its name later. A response without the flag counts as off, which is its default:
/// whether AWS leaves it out for older groups is not documented.
///
/// Source: CloudWatch Logs User Guide, "Protecting log groups from deletion".
public final class LogGroupKind extends SwitchKind<CloudWatchLogsClient, LogGroup> {
  private static final String DESCRIBE = "logs:DescribeLogGroups";

  public LogGroupKind() {
    super(
        "cloudwatch-log-group",
        CloudWatchLogsClient.class,
        "logs",
        "log-group:",
        List.of(DESCRIBE, "logs:ListTagsForResource"),
        Toggle.<CloudWatchLogsClient, LogGroup>deletionProtection(
                "logs-deletion-protection", "deletionProtectionEnabled")
            // Since version 6 of the provider.
            .documentedAt(
                "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html",
                "aws_cloudwatch_log_group.deletion_protection_enabled = true")
            .describedBy(group -> Boolean.TRUE.equals(group.deletionProtectionEnabled()))
            .setBy(
                "logs:PutLogGroupDeletionProtection",
                (aws, group, on) ->
                    aws.putLogGroupDeletionProtection(
                        r -> r.logGroupIdentifier(group).deletionProtectionEnabled(on)),
                "logs put-log-group-deletion-protection --log-group-identifier",
                "--deletion-protection-enabled",
                "--no-deletion-protection-enabled"));
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("cloudwatch/home?region={region}#logsV2:log-groups/log-group/{id$}");
  }

  @Override
  protected void list(CloudWatchLogsClient aws, Found<LogGroup> found) {
    AwsPages.each(
        DESCRIBE,
        aws.describeLogGroupsPaginator(),
        page -> page.logGroups().forEach(found::described));
  }

  @Override
  protected Optional<String> tagsApi() {
    return Optional.of("logs:ListTagsForResource");
  }

  @Override
  protected Optional<LogGroup> describe(CloudWatchLogsClient aws, String group) {
    return AwsCalls.call(DESCRIBE, () -> aws.describeLogGroups(r -> r.logGroupNamePrefix(group)))
        .logGroups()
        .stream()
        .filter(one -> one.logGroupName().equals(group))
        .findFirst();
  }

  @Override
  protected Described of(LogGroup group) {
    return new Described(
        group.logGroupName(),
        group.logGroupName(),
        group.logGroupName() + "@" + group.creationTime(),
        group.logGroupArn() == null ? withoutStar(group.arn()) : group.logGroupArn(),
        "exists",
        new Tags.Unread());
  }

  /// The older form of its ARN ends with `:*`.
  private static String withoutStar(String arn) {
    return arn.endsWith(":*") ? arn.substring(0, arn.length() - 2) : arn;
  }

  @Override
  protected Map<String, String> tags(CloudWatchLogsClient aws, ResourceRef group) {
    return AwsCalls.call(
            "logs:ListTagsForResource",
            () -> aws.listTagsForResource(r -> r.resourceArn(group.arn())))
        .tags();
  }
}
