package dev.molly.sim.core;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/// A response without content, as the SDK returns for a 200 without a body.
final class EmptyAnswer {
  private EmptyAnswer() {}

  /// Returns a response of the same type with no member set. Where AWS itself may omit all
  /// members, only the raw bytes reveal a missing response, and the clients check them; then
  /// this throws as they do.
  @SuppressWarnings("unchecked")
  static <T> T in(T answer) {
    boolean mayBeEmpty =
        answer instanceof GetBucketLocationResponse
            || answer instanceof GetBucketVersioningResponse
            || (answer instanceof SdkPojo said && said.sdkFields().isEmpty());
    if (mayBeEmpty || !(answer instanceof ToCopyableBuilder<?, ?> copied)) {
      throw SdkClientException.create("the answer is empty");
    }
    var builder = copied.toBuilder();
    ((SdkPojo) builder).sdkFields().forEach(field -> field.set(builder, null));
    return (T) builder.build();
  }
}
