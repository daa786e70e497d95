package dev.molly.aws.session;

import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3control.model.TagResourceRequest;
import software.amazon.awssdk.services.s3control.model.TagResourceResponse;
import software.amazon.awssdk.services.s3control.model.UntagResourceRequest;
import software.amazon.awssdk.services.s3control.model.UntagResourceResponse;

/// One session's calls of a shared client.
public record SessionS3ControlClient(S3ControlClient shared, RequestIdentity identity)
    implements S3ControlClient {
  @Override
  public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
    return shared.getPublicAccessBlock(identity.on(request));
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return shared.tagResource(identity.on(request));
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return shared.untagResource(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
