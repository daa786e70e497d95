package dev.molly.sim.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.sim.SimAccount;
import dev.molly.sim.SimCloud;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;

class InstanceAttributesTest {

  private static final String REGION = "us-east-1";

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account("111122223333");
  private final Ec2Client ec2 = account.ec2(REGION);

  @Test
  void readsOneAttributePerCallAndNoneInTheListing() {
    SimInstance web = account.launch(REGION, SimInstance::protectedFromTermination);

    var answer =
        ec2.describeInstanceAttribute(
            r -> r.instanceId(web.id()).attribute(InstanceAttributeName.DISABLE_API_TERMINATION));

    assertThat(answer.disableApiTermination().value()).isTrue();
    assertThat(answer.disableApiStop()).isNull();
  }

  @Test
  void writesAttributesInBothForms() {
    SimInstance web = account.launch(REGION, one -> {});

    ec2.modifyInstanceAttribute(
        r -> r.instanceId(web.id()).disableApiTermination(v -> v.value(true)));
    ec2.modifyInstanceAttribute(
        r -> r.instanceId(web.id()).attribute("disableApiStop").value("true"));

    assertThat(web.isProtectedFromTermination()).isTrue();
    assertThat(web.isProtectedFromStop()).isTrue();
  }

  @Test
  void refusesTwoAttributesInOneCall() {
    SimInstance web = account.launch(REGION, one -> {});

    refused(
        () ->
            ec2.modifyInstanceAttribute(
                r ->
                    r.instanceId(web.id())
                        .disableApiTermination(v -> v.value(true))
                        .disableApiStop(v -> v.value(true))),
        "InvalidParameterCombination",
        "exactly one");

    assertThat(web.isProtectedFromTermination()).isFalse();
  }

  @Test
  void refusesToProtectASpotInstance() {
    SimInstance spot = account.launch(REGION, SimInstance::spot);

    refused(
        () ->
            ec2.modifyInstanceAttribute(
                r -> r.instanceId(spot.id()).disableApiTermination(v -> v.value(true))),
        "UnsupportedOperation",
        "not supported for spot instances");
  }

  @Test
  void letsAJustWrittenAttributeReadAsBefore() {
    SimInstance web = account.launch(REGION, one -> {});
    cloud.faults().attributeLag(Duration.ofSeconds(20));

    ec2.modifyInstanceAttribute(
        r -> r.instanceId(web.id()).disableApiTermination(v -> v.value(true)));
    assertThat(readsProtected(web)).isFalse();

    cloud.clock().advance(Duration.ofSeconds(20));
    assertThat(readsProtected(web)).isTrue();
  }

  @Test
  void stillRefusesToTerminateWhatWasJustUnprotected() {
    SimInstance web = account.launch(REGION, SimInstance::protectedFromTermination);
    cloud.faults().attributeLag(Duration.ofSeconds(20));

    ec2.modifyInstanceAttribute(
        r -> r.instanceId(web.id()).disableApiTermination(v -> v.value(false)));
    refused(
        () -> ec2.terminateInstances(r -> r.instanceIds(web.id())),
        "OperationNotPermitted",
        "disableApiTermination");

    cloud.clock().advance(Duration.ofSeconds(20));
    ec2.terminateInstances(r -> r.instanceIds(web.id()));
    assertThat(web.state()).isEqualTo("shutting-down");
  }

  @Test
  void keepsAVolumeOnceDeleteOnTerminationIsOff() {
    SimInstance web = account.launch(REGION, one -> {});

    ec2.modifyInstanceAttribute(
        r ->
            r.instanceId(web.id())
                .blockDeviceMappings(
                    InstanceBlockDeviceMappingSpecification.builder()
                        .deviceName("/dev/xvda")
                        .ebs(e -> e.deleteOnTermination(false))
                        .build()));
    ec2.terminateInstances(r -> r.instanceIds(web.id()));
    cloud.clock().advance(Duration.ofMinutes(1));

    assertThat(ec2.describeVolumes().volumes()).hasSize(1);
  }

  private boolean readsProtected(SimInstance instance) {
    return ec2.describeInstanceAttribute(
            r -> r.instanceId(instance.id()).attribute("disableApiTermination"))
        .disableApiTermination()
        .value();
  }

  private static void refused(ThrowingCallable call, String code, String message) {
    assertThatExceptionOfType(Ec2Exception.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
