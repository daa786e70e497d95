package dev.molly.sim.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.sim.SimAccount;
import dev.molly.sim.SimCloud;
import dev.molly.sim.ec2.SimInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;

class FaultsTest {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final String REGION = "us-east-1";

  private final SimCloud cloud = new SimCloud(START, 1);
  private final SimAccount account = cloud.account("111122223333");
  private final Ec2Client ec2 = account.ec2(REGION);
  private final SimInstance web = account.launch(REGION, one -> {});

  @Test
  void deniesInTheWordsOfAws() {
    cloud.faults().deny("ec2:DescribeInstanceAttribute");

    refused(
        this::readAttribute,
        403,
        "UnauthorizedOperation",
        "User: arn:aws:sts::111122223333:assumed-role/molly/sim is not authorized to perform: ec2:DescribeInstanceAttribute on resource: arn:aws:ec2:us-east-1:111122223333:instance/%s because no identity-based policy allows the ec2:DescribeInstanceAttribute action"
            .formatted(web.id()));
  }

  @Test
  void deniesOneRegionOneResourceOrOneCall() {
    account.rds("eu-west-1").describeDBInstances();
    cloud.faults().deny("rds:DescribeDBInstances").in("us-east-1");
    cloud.faults().deny("ec2:StopInstances").on("i-00000000000000000");
    cloud.faults().deny("ec2:DescribeInstances").onCall(2);

    account.rds("eu-west-1").describeDBInstances();
    refused(() -> account.rds(REGION).describeDBInstances(), 403, "AccessDenied", "rds:DescribeDB");
    ec2.stopInstances(r -> r.instanceIds(web.id()));
    ec2.describeInstances();
    assertThatThrownBy(ec2::describeInstances).hasMessageContaining("not authorized");
    ec2.describeInstances();
  }

  @Test
  void knowsPermissionsThatHaveAnotherNameThanTheirOperation() {
    cloud.faults().deny("s3:ListAllMyBuckets");

    refused(
        () -> account.s3(REGION).listBuckets(), 403, "AccessDenied", "s3:ListAllMyBuckets action");
  }

  @Test
  void refusesAFaultThatCouldNeverStrike() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cloud.faults().deny("ec2:DescribeInstancez"));
    assertThatIllegalArgumentException().isThrownBy(() -> cloud.faults().deny("StopInstances"));
  }

  @Test
  void throttlesAsManyTimesAsItWasTold() {
    cloud.faults().throttle("ec2:StopInstances", 2);

    for (int n = 0; n < 2; n++) {
      refused(this::stop, 503, "RequestLimitExceeded", "Request limit exceeded.");
    }
    stop();

    assertThat(web.state()).isEqualTo("stopping");
  }

  @Test
  void usesEachServicesOwnCodeForThrottling() {
    cloud.faults().throttle("rds:DescribeDBInstances", 1);
    cloud.faults().throttle("s3:ListBuckets", 1);

    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> account.rds(REGION).describeDBInstances())
        .satisfies(e -> assertThat(e.isThrottlingException()).isTrue());
    refused(() -> account.s3(REGION).listBuckets(), 503, "SlowDown", "reduce");
  }

  @Test
  void aTimeoutBeforeHasNoEffectAndOneAfterHas() {
    cloud.faults().timeoutBefore("ec2:StopInstances");
    assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(this::stop);
    assertThat(web.state()).isEqualTo("running");
    assertThat(cloud.calls().getLast().effect()).isFalse();

    cloud.faults().timeoutAfter("ec2:StopInstances");
    assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(this::stop);
    assertThat(web.state()).isEqualTo("stopping");
    assertThat(cloud.calls().getLast().effect()).isTrue();
  }

  @Test
  void slownessMovesTheVirtualClock() {
    cloud.faults().slow("ec2:DescribeInstances", Duration.ofMinutes(2));

    ec2.describeInstances();

    assertThat(cloud.clock().instant()).isEqualTo(START.plus(Duration.ofMinutes(2)));
  }

  @Test
  void clearedFaultsNeverStrike() {
    cloud.faults().deny("ec2:StopInstances");
    cloud.faults().atRandom(Fault.Kind.SERVER_ERROR, 1);
    refused(ec2::describeInstances, 500, "InternalError", "internal error");

    cloud.faults().clear();

    stop();
  }

  @Test
  void strikesTheSameCallsForTheSameSeed() {
    assertThat(struck(5)).isEqualTo(struck(5)).isNotEqualTo(struck(6));
    assertThat(struck(5)).contains(true, false);
  }

  @Test
  void recordsEveryCallAndWhetherItChangedAnything() {
    stop();
    stop();
    account.sts().getCallerIdentity();

    assertThat(cloud.calls())
        .containsExactly(
            new SimCall(
                account.id(),
                REGION,
                "ec2:StopInstances",
                List.of(web.id()),
                START,
                true,
                true,
                false),
            new SimCall(
                account.id(),
                REGION,
                "ec2:StopInstances",
                List.of(web.id()),
                START,
                true,
                false,
                false),
            new SimCall(
                account.id(),
                REGION,
                "sts:GetCallerIdentity",
                List.of(),
                START,
                false,
                false,
                false));
  }

  private static List<Boolean> struck(long seed) {
    SimCloud other = new SimCloud(START, seed);
    other.faults().atRandom(Fault.Kind.THROTTLE, 0.3);
    List<Boolean> struck = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      try {
        other.account("111122223333").ec2(REGION).describeInstances();
        struck.add(false);
      } catch (SdkException e) {
        struck.add(true);
      }
    }
    return struck;
  }

  private void stop() {
    ec2.stopInstances(r -> r.instanceIds(web.id()));
  }

  private void readAttribute() {
    ec2.describeInstanceAttribute(r -> r.instanceId(web.id()).attribute("disableApiTermination"));
  }

  private static void refused(ThrowingCallable call, int status, String code, String message) {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(status))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
