package dev.molly.contract.kinds;

import dev.molly.kind.switches.LogGroupKind;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

record LogGroupCase() implements SwitchCase {
  @Override
  public LogGroupKind kind() {
    return new LogGroupKind();
  }

  @Override
  public String create(Clients aws, String name, boolean on) {
    aws.client(CloudWatchLogsClient.class)
        .createLogGroup(
            r -> r.logGroupName(name).tags(Map.of("team", "web")).deletionProtectionEnabled(on));
    return name;
  }

  @Override
  public void delete(Clients aws, String group) {
    aws.client(CloudWatchLogsClient.class).deleteLogGroup(r -> r.logGroupName(group));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "POST / Logs_20140328.PutLogGroupDeletionProtection deletionProtectionEnabled=%s logGroupIdentifier=%s"
        .formatted(on, identifier);
  }

  @Override
  public String listing() {
    return "logs:DescribeLogGroups";
  }

  /// The listing has everything.
  @Override
  public String reading() {
    return listing();
  }

  @Override
  public MotoGap gap() {
    return MotoGap.NO_SWITCH;
  }
}
