package dev.molly.aws.session;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/// One session's calls of a shared client.
public record SessionEventBridgeClient(EventBridgeClient shared, RequestIdentity identity)
    implements EventBridgeClient {
  @Override
  public PutEventsResponse putEvents(PutEventsRequest request) {
    return shared.putEvents(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
