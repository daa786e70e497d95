package dev.molly.sim.switches;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionResponse;

/// CloudWatch Logs in one region: log groups and their deletion protection. Every other operation
/// throws.
public final class SimLogs implements CloudWatchLogsClient {
  private static final CommonErrors ERRORS =
      CommonErrors.json(
          "logs",
          "CloudWatchLogs",
          CloudWatchLogsException::builder,
          "ServiceUnavailableException");

  private static final int PAGE = 50;

  /// The log groups of one region, by name.
  public static final class State implements SimState {
    public TreeMap<String, SimSwitch> logGroups = new TreeMap<>();
  }

  public static final SimService<CloudWatchLogsClient> SERVICE =
      SimService.of(CloudWatchLogsClient.class, ERRORS, SimLogs::new)
          .inEachRegion(region -> new State());

  private final SimEndpoint at;
  private final TreeMap<String, SimSwitch> groups;

  private SimLogs(SimEndpoint at) {
    this.at = at;
    this.groups = at.state(State.class).logGroups;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest request) {
    SimEndpoint.only(request, "logGroupName", "deletionProtectionEnabled", "tags");
    String name = request.logGroupName();
    return at.write(
        "CreateLogGroup",
        List.of(name),
        () -> {
          if (groups.containsKey(name)) {
            throw ERRORS.of(
                400, "ResourceAlreadyExistsException", "The specified log group already exists");
          }
          at.changed();
          groups.put(
              name,
              new SimSwitch(
                  name,
                  name,
                  "arn:aws:logs:%s:%s:log-group:%s".formatted(at.region(), at.account(), name),
                  at.now(),
                  Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                  request.tags()));
          return CreateLogGroupResponse.builder().build();
        });
  }

  @Override
  public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
    SimEndpoint.only(request, "logGroupNamePrefix", "nextToken");
    String prefix = request.logGroupNamePrefix() == null ? "" : request.logGroupNamePrefix();
    return at.read(
        "DescribeLogGroups",
        prefix.isEmpty() ? List.of() : List.of(prefix),
        () -> {
          SimPage<SimSwitch> page =
              SimPage.of(
                  groups.values().stream().filter(group -> group.name.startsWith(prefix)).toList(),
                  group -> group.name,
                  request.nextToken(),
                  PAGE,
                  () -> ERRORS.of(400, "InvalidParameterException", "Invalid nextToken"));
          return DescribeLogGroupsResponse.builder()
              .logGroups(page.items().stream().map(SimLogs::shape).toList())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    SimEndpoint.only(request, "resourceArn");
    String arn = request.resourceArn();
    return at.read(
        "ListTagsForResource",
        List.of(arn),
        () ->
            ListTagsForResourceResponse.builder()
                .tags(group(arn.substring(arn.indexOf(":log-group:") + 11)).tags)
                .build());
  }

  @Override
  public PutLogGroupDeletionProtectionResponse putLogGroupDeletionProtection(
      PutLogGroupDeletionProtectionRequest request) {
    SimEndpoint.only(request, "logGroupIdentifier", "deletionProtectionEnabled");
    return at.write(
        "PutLogGroupDeletionProtection",
        List.of(request.logGroupIdentifier()),
        () -> {
          SimSwitch group = group(request.logGroupIdentifier());
          at.changed();
          group.on = request.deletionProtectionEnabled();
          return PutLogGroupDeletionProtectionResponse.builder().build();
        });
  }

  @Override
  public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
    SimEndpoint.only(request, "logGroupName");
    return at.write(
        "DeleteLogGroup",
        List.of(request.logGroupName()),
        () -> {
          if (group(request.logGroupName()).on) {
            throw ERRORS.of(
                400,
                "ValidationException",
                "Cannot delete log group with deletion protection enabled. Disable deletion"
                    + " protection first.");
          }
          at.changed();
          groups.remove(request.logGroupName());
          return DeleteLogGroupResponse.builder().build();
        });
  }

  private SimSwitch group(String name) {
    SimSwitch group = groups.get(name);
    if (group == null) {
      throw ERRORS.of(400, "ResourceNotFoundException", "The specified log group does not exist.");
    }
    return group;
  }

  private static LogGroup shape(SimSwitch group) {
    return LogGroup.builder()
        .logGroupName(group.name)
        .arn(group.arn + ":*")
        .logGroupArn(group.arn)
        .creationTime(group.createdAt.toEpochMilli())
        .deletionProtectionEnabled(group.on)
        .build();
  }
}
