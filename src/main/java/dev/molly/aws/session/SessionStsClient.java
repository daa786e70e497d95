package dev.molly.aws.session;

import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// One session's calls of a shared client.
public record SessionStsClient(StsClient shared, RequestIdentity identity) implements StsClient {
  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    return shared.assumeRole(identity.on(request));
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    return shared.getCallerIdentity(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
