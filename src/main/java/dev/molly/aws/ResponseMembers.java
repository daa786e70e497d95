package dev.molly.aws;

import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/// Checks for missing members that apply to all responses. The SDK returns an empty list for a
/// list that is not in the response at all.
final class ResponseMembers {
  private ResponseMembers() {}

  /// Returns whether an IAM action is a read that returns something.
  static boolean isRead(String permission) {
    String operation = permission.substring(permission.indexOf(':') + 1);
    return HttpAnswer.isRead(operation)
        && !operation.startsWith("Head")
        && !operation.startsWith("Assume");
  }

  /// Returns whether the response lacks all requested members. If a request is for a single
  /// list, AWS sends the list even when it is empty. Each reservation must have its instances,
  /// since otherwise the response does not identify them.
  static boolean saysNothing(SdkResponse answer) {
    if (maySayNothing(answer)) {
      return false;
    }
    if (answer instanceof DescribeInstancesResponse found
        && !found.reservations().stream().allMatch(Reservation::hasInstances)) {
      return true;
    }
    List<SdkField<?>> lists =
        answer.sdkFields().stream()
            .filter(field -> field.marshallingType().equals(MarshallingType.LIST))
            .toList();
    boolean isForOneList =
        lists.size() == 1
            && (answer.getClass().getSimpleName().startsWith("Describe")
                || answer instanceof ListBucketsResponse);
    List<SdkField<?>> asked = isForOneList ? lists : answer.sdkFields();
    return asked.stream().noneMatch(field -> isSaid(field.getValueOrDefault(answer)));
  }

  /// The first S3 region, and versioning that was never enabled, are represented by a missing
  /// member; moto does not implement the request payer. The raw bytes are validated before they
  /// are parsed.
  private static boolean maySayNothing(SdkResponse answer) {
    return answer.sdkFields().isEmpty()
        || answer instanceof GetBucketLocationResponse
        || answer instanceof GetBucketRequestPaymentResponse
        || answer instanceof GetBucketVersioningResponse;
  }

  private static boolean isSaid(Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList)
        && !(value instanceof SdkAutoConstructMap);
  }
}
