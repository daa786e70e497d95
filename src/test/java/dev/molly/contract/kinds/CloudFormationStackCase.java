package dev.molly.contract.kinds;

import dev.molly.kind.switches.CloudFormationStackKind;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Tag;

record CloudFormationStackCase() implements SwitchCase {
  private static final String TEMPLATE =
      "{\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\"}}}";

  @Override
  public CloudFormationStackKind kind() {
    return new CloudFormationStackKind();
  }

  @Override
  public String create(Clients aws, String name, boolean on) {
    aws.client(CloudFormationClient.class)
        .createStack(
            r ->
                r.stackName(name)
                    .templateBody(TEMPLATE)
                    .tags(Tag.builder().key("team").value("web").build())
                    .enableTerminationProtection(on));
    return name;
  }

  @Override
  public void delete(Clients aws, String stack) {
    aws.client(CloudFormationClient.class).deleteStack(r -> r.stackName(stack));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "POST / Action=UpdateTerminationProtection EnableTerminationProtection=%s StackName=%s Version=2010-05-15"
        .formatted(on, identifier);
  }

  @Override
  public String listing() {
    return "cloudformation:ListStacks";
  }

  @Override
  public String reading() {
    return "cloudformation:DescribeStacks";
  }

  @Override
  public MotoGap gap() {
    return MotoGap.NEVER_SWITCHED;
  }
}
