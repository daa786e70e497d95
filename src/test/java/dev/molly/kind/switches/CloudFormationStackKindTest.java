package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.Remediation;
import dev.molly.model.Protection;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/// What every kind of switches does is in the contract: this is of this kind alone.
class CloudFormationStackKindTest {
  private final CloudFormationStackKind kind = new CloudFormationStackKind();
  private final SwitchTestAccount home = new SwitchTestAccount(kind);

  @Test
  void aNestedStackHasTheProtectionOfItsRoot() {
    home.create("orders");
    eachStack(stack -> stack.rootId("arn:aws:cloudformation:root"));

    String why = "a nested stack: its root stack arn:aws:cloudformation:root has it";
    assertThat(home.protection()).isEqualTo(new Protection.NotOffered(why));
    assertThat(home.remediation()).isEqualTo(new Remediation.NotPossible(why));
  }

  @Test
  void aStackThatIsDeletedIsNotListedAndNotDescribed() {
    home.create("orders");
    home.answers(
        ListStacksResponse.class,
        page ->
            page.toBuilder()
                .stackSummaries(
                    page.stackSummaries().stream()
                        .map(one -> one.copy(to -> to.stackStatus(StackStatus.DELETE_COMPLETE)))
                        .toList())
                .build());

    assertThat(home.listed()).isEmpty();
    assertThat(home.cloud.calls()).noneMatch(call -> call.api().contains("DescribeStacks"));
  }

  @Test
  void aStackThatCouldNotBeDeletedIsStillProtectable() {
    home.create("orders");
    eachStack(stack -> stack.stackStatus(StackStatus.DELETE_FAILED));
    assertThat(home.protection()).isInstanceOf(Protection.Off.class);

    eachStack(stack -> stack.stackStatus(StackStatus.DELETE_IN_PROGRESS));
    assertThat(home.protection()).isEqualTo(new Protection.NotOffered("it is DELETE_IN_PROGRESS"));
  }

  @Test
  void anAnswerWithoutTheFlagIsUnknown() {
    home.create("orders", true);
    eachStack(stack -> stack.enableTerminationProtection(null));

    assertThat(home.protection()).isInstanceOf(Protection.Unknown.class);
  }

  private void eachStack(UnaryOperator<Stack.Builder> edit) {
    home.answers(
        DescribeStacksResponse.class,
        answer ->
            answer.toBuilder()
                .stacks(
                    answer.stacks().stream()
                        .map(stack -> edit.apply(stack.toBuilder()).build())
                        .toList())
                .build());
  }
}
