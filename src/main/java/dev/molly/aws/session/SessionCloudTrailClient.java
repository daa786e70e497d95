package dev.molly.aws.session;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// One session's calls of a shared client.
public record SessionCloudTrailClient(CloudTrailClient shared, RequestIdentity identity)
    implements CloudTrailClient {
  @Override
  public LookupEventsResponse lookupEvents(LookupEventsRequest request) {
    return shared.lookupEvents(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
