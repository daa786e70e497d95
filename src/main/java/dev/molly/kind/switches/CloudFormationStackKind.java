package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/// CloudFormation stacks. A nested stack has the protection of its root stack.
///
/// Source: CloudFormation User Guide, "Protect CloudFormation stacks from being deleted".
public final class CloudFormationStackKind extends SwitchKind<CloudFormationClient, Stack> {
  private static final String DESCRIBE = "cloudformation:DescribeStacks";

  public CloudFormationStackKind() {
    super(
        "cloudformation-stack",
        CloudFormationClient.class,
        "cloudformation",
        "stack/",
        List.of("cloudformation:ListStacks", DESCRIBE),
        Toggle.<CloudFormationClient, Stack>of(
                "termination-protection",
                "cloudformation-termination-protection",
                "it cannot be deleted, with its resources, before this is turned off",
                "EnableTerminationProtection")
            .documentedAt(
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html",
                "")
            .describedBy(Stack::enableTerminationProtection)
            .unless(
                stack ->
                    Optional.ofNullable(stack.rootId())
                        .map(root -> "a nested stack: its root stack " + root + " has it"))
            .setBy(
                "cloudformation:UpdateTerminationProtection",
                (aws, stack, on) ->
                    aws.updateTerminationProtection(
                        r -> r.stackName(stack).enableTerminationProtection(on)),
                "cloudformation update-termination-protection --stack-name",
                "--enable-termination-protection",
                "--no-enable-termination-protection"));
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress(
        "cloudformation/home?region={region}#/stacks/stackinfo?stackId={arn}");
  }

  /// Each stack is described by name: a listing of all stacks leaves the protection out.
  ///
  /// Source: https://github.com/boto/boto3/issues/2907
  @Override
  protected void list(CloudFormationClient aws, Found<Stack> found) {
    AwsPages.each(
        "cloudformation:ListStacks",
        aws.listStacksPaginator(),
        page ->
            page.stackSummaries().stream()
                .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
                .forEach(stack -> found.named(stack.stackName())));
  }

  @Override
  protected Optional<String> describeApi() {
    return Optional.of(DESCRIBE);
  }

  @Override
  protected Optional<Stack> describe(CloudFormationClient aws, String stack) {
    return AwsCalls.callIfExists(DESCRIBE, () -> aws.describeStacks(r -> r.stackName(stack)))
        .flatMap(answer -> answer.stacks().stream().findFirst());
  }

  @Override
  protected Described of(Stack stack) {
    var tags = stack.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    return new Described(
        stack.stackName(),
        stack.stackName(),
        stack.stackId(),
        stack.stackId(),
        stack.stackStatusAsString(),
        new Tags.Known(tags));
  }
}
