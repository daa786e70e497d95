package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/// Stop protection, `on` or `off`. It blocks a termination as well.
///
/// Source: EC2 User Guide, "Enable stop protection".
final class StopProtection extends InstanceFlag {
  static final ControlId ID = new ControlId("stop-protection");

  StopProtection() {
    super(
        new Control(
                ID, Measure.SWITCH, "ec2-stop-protection", "no API call can stop or terminate it")
            .documentedAt(
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html")
            .inTerraform("aws_instance.disable_api_stop = true"),
        InstanceAttributeName.DISABLE_API_STOP);
  }

  @Override
  String value(DescribeInstanceAttributeResponse answer) {
    var flag = answer.disableApiStop();
    return OnOff.of("DisableApiStop", flag == null ? null : flag.value());
  }

  @Override
  Protection meaning(String setting) {
    return OnOff.isOn(setting)
        ? new Protection.On("DisableApiStop is on")
        : new Protection.Off("DisableApiStop is off");
  }

  @Override
  Optional<Protection> ofInstanceStore() {
    return Optional.of(
        new Protection.NotOffered("an instance with an instance-store root cannot stop"));
  }

  @Override
  Remediation offered(AccountSession session, Resource resource, Instance instance) {
    return Remediation.set(ID, read(session, resource.ref()), OnOff.ON);
  }

  @Override
  Optional<Change> fix(Resource scanned) {
    return Optional.of(new Change(scanned.ref(), ID, OnOff.OFF, OnOff.ON));
  }

  @Override
  public boolean protects(Change change) {
    return OnOff.isOn(change.to());
  }

  @Override
  String option(Change change) {
    return OnOff.isOn(change.to()) ? "--disable-api-stop" : "--no-disable-api-stop";
  }

  @Override
  void set(ModifyInstanceAttributeRequest.Builder request, Change change) {
    request.disableApiStop(v -> v.value(OnOff.isOn(change.to())));
  }
}
