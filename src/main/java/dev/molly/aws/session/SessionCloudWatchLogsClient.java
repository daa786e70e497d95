package dev.molly.aws.session;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionResponse;

/// One session's calls of a shared client.
public record SessionCloudWatchLogsClient(CloudWatchLogsClient shared, RequestIdentity identity)
    implements CloudWatchLogsClient {
  @Override
  public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
    return shared.describeLogGroups(identity.on(request));
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return shared.listTagsForResource(identity.on(request));
  }

  @Override
  public PutLogGroupDeletionProtectionResponse putLogGroupDeletionProtection(
      PutLogGroupDeletionProtectionRequest request) {
    return shared.putLogGroupDeletionProtection(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
