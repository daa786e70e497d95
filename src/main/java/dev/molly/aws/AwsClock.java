package dev.molly.aws;

import dev.molly.aws.AwsException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sts.StsClient;

/// The clock of AWS: the `Date` header of a response. The SDK corrects for a local clock that is
/// off by some minutes, so its calls do not reveal the difference.
public final class AwsClock {
  private AwsClock() {}

  /// Calls AWS for the time.
  ///
  /// @throws AwsException if the response has no date
  public static Instant of(StsClient sts) {
    return at(AwsCalls.call("sts:GetCallerIdentity", sts::getCallerIdentity));
  }

  /// Returns the time at which AWS sent a response.
  ///
  /// @throws AwsException if the response has no date
  public static Instant at(SdkResponse answer) {
    String date = answer.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      throw new AwsException(Reason.OTHER, "AWS's answer does not say what the time is");
    }
  }
}
