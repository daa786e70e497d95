package dev.molly.aws.session;

import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/// One session's calls of a shared client.
public record SessionSnsClient(SnsClient shared, RequestIdentity identity) implements SnsClient {
  @Override
  public PublishResponse publish(PublishRequest request) {
    return shared.publish(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
