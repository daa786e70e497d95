package dev.molly.aws.session;

import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;

/// One session's calls of a shared client.
public record SessionSecurityHubClient(SecurityHubClient shared, RequestIdentity identity)
    implements SecurityHubClient {
  @Override
  public BatchImportFindingsResponse batchImportFindings(BatchImportFindingsRequest request) {
    return shared.batchImportFindings(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
