package dev.molly.aws;

import dev.molly.aws.AwsException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sts.StsClient;

/// AWS's own clock: the `Date` header of an answer. The SDK corrects a local clock that is off by
/// some minutes, so that nothing else tells.
public final class AwsClock {
  private AwsClock() {}

  /// Asks for it.
  ///
  /// @throws AwsException when the answer has no date
  public static Instant of(StsClient sts) {
    return at(AwsCalls.call("sts:GetCallerIdentity", sts::getCallerIdentity));
  }

  /// The time at which AWS gave an answer.
  ///
  /// @throws AwsException when it has no date
  public static Instant at(SdkResponse answer) {
    String date = answer.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      throw new AwsException(Reason.OTHER, "AWS's answer does not say what the time is");
    }
  }
}
