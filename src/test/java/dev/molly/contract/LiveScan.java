package dev.molly.contract;

import dev.molly.Molly;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Evidence;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.policy.ScanRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// A scan by the way that leads to AWS itself, turned elsewhere by the system properties that stand
/// for `AWS_ENDPOINT_URL` and the keys.
final class LiveScan {
  private LiveScan() {}

  static ScanReport scan(URI endpoint, AwsBasicCredentials caller, ScanRequest request) {
    return with(
        endpoint,
        caller,
        aws ->
            Molly.builder()
                .aws(aws)
                .clock(Clock.systemUTC())
                .build()
                .scan(request, ScanProgressListener.none()));
  }

  static List<Evidence> evidence(URI endpoint, AwsBasicCredentials caller, ResourceRef resource) {
    return with(
        endpoint,
        caller,
        aws ->
            TestKinds.ALL
                .retirable(resource.id().kind())
                .evidence(aws.session(new AccountRef.Own()), resource, Instant.now()));
  }

  static <T> T with(URI endpoint, AwsBasicCredentials caller, Function<SdkAwsAccounts, T> work) {
    var settings =
        Map.of(
            "aws.endpointUrl", endpoint.toString(),
            "aws.accessKeyId", caller.accessKeyId(),
            "aws.secretAccessKey", caller.secretAccessKey());
    ThreadProperties.set(settings);
    try (var aws = new SdkAwsAccounts("", new RegionId("us-east-1"), RateLimitConfig.DEFAULT)) {
      return work.apply(aws);
    } finally {
      ThreadProperties.clear();
    }
  }
}
