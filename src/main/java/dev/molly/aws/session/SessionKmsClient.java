package dev.molly.aws.session;

import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/// One session's calls of a shared client.
public record SessionKmsClient(KmsClient shared, RequestIdentity identity) implements KmsClient {
  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    return shared.describeKey(identity.on(request));
  }

  @Override
  public GenerateMacResponse generateMac(GenerateMacRequest request) {
    return shared.generateMac(identity.on(request));
  }

  @Override
  public VerifyMacResponse verifyMac(VerifyMacRequest request) {
    return shared.verifyMac(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
