package dev.molly.aws;

import java.util.List;
import java.util.regex.Pattern;
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

/// What an answer to a question says, as far as it can be told for all of them. The SDK gives an
/// empty list for a list that is not in the answer at all.
final class ResponseMembers {
  private static final Pattern READ = Pattern.compile("[a-z0-9]+:(Describe|Get|List)[A-Z].*");

  private ResponseMembers() {}

  /// Whether an IAM action is about reading.
  static boolean isRead(String permission) {
    return READ.matcher(permission).matches();
  }

  /// Whether nothing that was asked is in it. AWS sends a list that is empty, too, where a question
  /// is for one list. Each reservation has its instances: without them, it is not told which.
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

  /// S3's first region, and versioning that was never on, are said by leaving them out; moto does
  /// not know who pays. What comes over the wire is checked before it is read.
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
