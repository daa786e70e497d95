package dev.molly.kind.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.ec2.SimInstance;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InstanceKindTest {
  private static final ControlId TERMINATION = InstanceKind.TERMINATION.id();
  private static final ControlId STOP = InstanceKind.STOP.id();
  private static final ControlId SHUTDOWN = InstanceKind.SHUTDOWN.id();
  private static final ControlId VOLUMES = InstanceKind.VOLUMES.id();

  private final Retirable kind = new InstanceKind();
  private final KindTestAccount aws = new KindTestAccount(kind);

  @Test
  void readsEverySetting() {
    Resource plain = instance(one -> {});
    Resource full =
        instance(
            one ->
                one.protectedFromTermination()
                    .protectedFromStop()
                    .terminatesOnShutdown()
                    .withDataVolume(10, true)
                    .withDataVolume(10, false));

    assertThat(aws.setting(plain, TERMINATION)).isEqualTo("off");
    assertThat(aws.setting(plain, STOP)).isEqualTo("off");
    assertThat(aws.setting(plain, SHUTDOWN)).isEqualTo("stop");
    assertThat(aws.setting(plain, VOLUMES)).isEmpty();
    assertThat(aws.setting(full, TERMINATION)).isEqualTo("on");
    assertThat(aws.setting(full, STOP)).isEqualTo("on");
    assertThat(aws.setting(full, SHUTDOWN)).isEqualTo("terminate");
    assertThat(aws.setting(full, VOLUMES)).isEqualTo("/dev/sdf=delete,/dev/sdg=keep");
  }

  @Test
  void observesAnInstanceWithItsNameAndTags() {
    Resource web = instance(one -> one.named("web-01").tagged("env", "prod"));

    Resource now = aws.observed(web).orElseThrow();

    assertThat(now.ref()).isEqualTo(web.ref());
    assertThat(now.tags()).isEqualTo(new Tags.Known(Map.of("Name", "web-01", "env", "prod")));
    assertThat(now.controls()).isEmpty();
  }

  @Test
  void anInstanceThatIsBeingTerminatedOrWasIsGone() {
    Resource web = instance(one -> {});
    aws.account.terminatedByHand(web.ref().identifier());

    assertThat(aws.observed(web)).isEmpty();

    aws.cloud.clock().advance(Duration.ofHours(2));
    assertThat(aws.observed(web)).isEmpty();
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> aws.remedy(web, VOLUMES))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AwsException.Reason.NOT_FOUND));
  }

  @Test
  void protectsFromTerminationSoThatAwsRefusesIt() {
    Resource web = instance(one -> {});
    Change change = aws.change(web, TERMINATION);

    aws.write(change);

    assertThat(change).isEqualTo(new Change(web.ref(), TERMINATION, "off", "on"));
    assertThatThrownBy(() -> terminate(web)).hasMessageContaining("disableApiTermination");
    assertThat(aws.remedy(web, TERMINATION)).isEqualTo(new Remediation.Compliant());

    aws.write(kind.inverse(change).orElseThrow());
    terminate(web);
  }

  @Test
  void stopProtectionAloneIsEnoughAgainstTermination() {
    Resource web = instance(SimInstance::protectedFromStop);

    assertThat(aws.remedy(web, TERMINATION)).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void aFlagIsOfNoUseWhereAShutdownTerminates() {
    Resource flag = instance(one -> one.protectedFromTermination().terminatesOnShutdown());
    Resource stop = instance(one -> one.protectedFromStop().terminatesOnShutdown());

    assertThat(aws.remedy(flag, TERMINATION))
        .isEqualTo(new Remediation.Fix(SHUTDOWN, "terminate", "stop"));
    assertThat(aws.remedy(stop, TERMINATION))
        .isEqualTo(new Remediation.Fix(SHUTDOWN, "terminate", "stop"));

    aws.write(aws.change(flag, TERMINATION));
    aws.account.shutDownFromInside(flag.ref().identifier());
    assertThat(aws.account.instance(flag.ref().identifier()).state()).isEqualTo("stopping");
  }

  @Test
  void bothAtFaultAreRemediedOneAfterTheOther() {
    Resource web = instance(SimInstance::terminatesOnShutdown);

    aws.write(aws.change(web, TERMINATION));
    aws.write(aws.change(web, TERMINATION));

    assertThat(aws.remedy(web, TERMINATION)).isEqualTo(new Remediation.Compliant());
    assertThat(aws.setting(web, TERMINATION)).isEqualTo("on");
    assertThat(aws.setting(web, SHUTDOWN)).isEqualTo("stop");
  }

  @Test
  void turnsStopProtectionOnAndOffAgain() {
    Resource web = instance(one -> {});
    Change change = aws.change(web, STOP);

    aws.write(change);

    assertThat(aws.account.instance(web.ref().identifier()).isProtectedFromStop()).isTrue();
    assertThatThrownBy(() -> terminate(web)).hasMessageContaining("disableApiStop");
    assertThat(aws.remedy(web, STOP)).isEqualTo(new Remediation.Compliant());

    aws.write(kind.inverse(change).orElseThrow());
    terminate(web);
  }

  @Test
  void turnsTheShutdownBehaviorRoundAndBack() {
    Resource web = instance(SimInstance::terminatesOnShutdown);
    Change change = aws.change(web, SHUTDOWN);

    aws.write(change);
    assertThat(aws.remedy(web, SHUTDOWN)).isEqualTo(new Remediation.Compliant());
    aws.write(kind.inverse(change).orElseThrow());

    assertThat(aws.setting(web, SHUTDOWN)).isEqualTo("terminate");
  }

  @Test
  void keepsTheDataVolumesAndGivesBackEachAsItWas() {
    Resource db =
        instance(
            one -> one.withDataVolume(10, true).withDataVolume(10, false).withDataVolume(10, true));
    Change change = aws.change(db, VOLUMES);

    aws.write(change);

    assertThat(change.from()).isEqualTo("/dev/sdf=delete,/dev/sdg=keep,/dev/sdh=delete");
    assertThat(change.to()).isEqualTo("/dev/sdf=keep,/dev/sdg=keep,/dev/sdh=keep");
    assertThat(aws.remedy(db, VOLUMES)).isEqualTo(new Remediation.Compliant());
    assertThat(aws.writes()).hasSize(1);

    aws.write(kind.inverse(change).orElseThrow());
    assertThat(aws.setting(db, VOLUMES)).isEqualTo(change.from());
  }

  @Test
  void thereIsNothingToKeepWithoutADataVolume() {
    aws.nothing(instance(one -> {}), VOLUMES, "no data volume");
  }

  @Test
  void nothingProtectsAMemberOfAnAutoScalingGroupFromItsGroup() {
    Resource member = instance(one -> one.inGroup("render's group"));

    aws.nothing(
        member,
        TERMINATION,
        "aws autoscaling detach-instances --region eu-west-1 --instance-ids "
            + member.ref().identifier()
            + " --auto-scaling-group-name 'render'\\''s group'");
  }

  @Test
  void awsOffersNoProtectionForASpotInstance() {
    Resource spot = instance(SimInstance::spot);

    aws.nothing(spot, TERMINATION, "On-Demand");
    aws.nothing(spot, STOP, "On-Demand");
    aws.nothing(spot, SHUTDOWN, "a spot instance goes when AWS says so");
  }

  @Test
  void aServicesOwnInstanceIsNotTouched() {
    Resource node = instance(one -> one.managedBy("eks.amazonaws.com").withDataVolume(10, true));

    aws.nothing(node, TERMINATION, "eks.amazonaws.com");
    aws.nothing(node, VOLUMES, "eks.amazonaws.com");
  }

  @Test
  void anInstanceThatCannotStopCanBeProtectedFromTerminationOnly() {
    Resource cache = instance(SimInstance::onInstanceStore);
    Resource doomed =
        instance(one -> one.onInstanceStore().protectedFromTermination().terminatesOnShutdown());

    assertThat(aws.remedy(cache, TERMINATION))
        .isEqualTo(new Remediation.Fix(TERMINATION, "off", "on"));
    aws.nothing(cache, STOP, "EBS root");
    aws.nothing(cache, SHUTDOWN, "EBS root");
    aws.nothing(doomed, TERMINATION, "EBS root");
  }

  @Test
  void saysWhichCallItIs() {
    Resource web = instance(one -> one.withDataVolume(10, true).withDataVolume(10, false));
    String id = web.ref().identifier();

    ApiCall call = kind.call(aws.change(web, TERMINATION));

    assertThat(call.api()).isEqualTo("ec2:ModifyInstanceAttribute");
    assertThat(call.permission()).isEqualTo("ec2:ModifyInstanceAttribute");
    assertThat(call.arn()).isEqualTo("arn:aws:ec2:eu-west-1:111122223333:instance/" + id);
    assertThat(call.cost()).isEmpty();
    assertThat(call.command())
        .isEqualTo(
            "test \"$(aws sts get-caller-identity --query Account --output text)\" = 111122223333"
                + " && aws ec2 modify-instance-attribute --region eu-west-1 --instance-id %s"
                    .formatted(id)
                + " --disable-api-termination");
    assertThat(command(web, STOP, "on", "off")).endsWith(" --no-disable-api-stop");
    assertThat(command(web, SHUTDOWN, "terminate", "stop"))
        .endsWith(" --instance-initiated-shutdown-behavior Value=stop");
    assertThat(kind.call(aws.change(web, VOLUMES)).command())
        .endsWith(
            " --block-device-mappings"
                + " '[{\"DeviceName\":\"/dev/sdf\",\"Ebs\":{\"DeleteOnTermination\":false}}]'");
  }

  @Test
  void aWriteIsTheOneCallThatThePlanShows() {
    Resource web = instance(one -> {});
    Change change = aws.change(web, TERMINATION);

    aws.write(change);

    assertThat(aws.writes()).extracting(SimCall::api).containsExactly(kind.call(change).api());
  }

  @Test
  void aDenialNamesThePermission() {
    Resource web = instance(one -> {});
    Change change = aws.change(web, TERMINATION);
    aws.cloud.faults().deny("ec2:DescribeInstanceAttribute");
    aws.cloud.faults().deny("ec2:ModifyInstanceAttribute");

    KindTestAccount.denied("ec2:DescribeInstanceAttribute", () -> aws.setting(web, TERMINATION));
    aws.cloud.faults().deny("ec2:DescribeInstances");
    KindTestAccount.denied("ec2:DescribeInstances", () -> aws.observed(web));
    KindTestAccount.denied("ec2:DescribeInstances", () -> aws.remedy(web, TERMINATION));
    KindTestAccount.denied("ec2:ModifyInstanceAttribute", () -> kind.perform(aws.session, change));
  }

  private Resource instance(Consumer<SimInstance> description) {
    return aws.listed(aws.account.launch(KindTestAccount.REGION, description).id());
  }

  private String command(Resource resource, ControlId control, String from, String to) {
    return kind.call(new Change(resource.ref(), control, from, to)).command();
  }

  private void terminate(Resource resource) {
    aws.account
        .ec2(KindTestAccount.REGION)
        .terminateInstances(r -> r.instanceIds(resource.ref().identifier()));
  }
}
